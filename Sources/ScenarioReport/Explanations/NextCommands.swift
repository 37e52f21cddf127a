// What to type next: a few commands that would tell more about just this outcome.
import ScenarioModel

/// A suggestion that can be typed as it stands.
package struct NextCommand: Sendable, Hashable {
  /// A complete command line.
  package let command: String
  /// What it is good for, without a full stop.
  package let why: String
}

enum NextCommands {
  /// No list is read to its end.
  private static let most = 3

  /// The commands, the most useful first. Those that need a file are left out when the scenario came from elsewhere.
  static func all(record: ScenarioRecord, summary: ScenarioSummary) -> [NextCommand] {
    let facts = NextFacts(record: record, summary: summary)
    let rules = [
      fixedSibling, replayed, onWorkers, everyInterleaving, whereItStands, howOften, oneAfterAnother, moreRuns,
      concurrently, machine,
    ]
    var commands: [NextCommand] = []
    for command in rules.compactMap({ $0(facts) }) where !commands.contains(command) { commands.append(command) }
    return Array(commands.prefix(most))
  }

  /// A scenario that the summary names as `NAME.yaml`, beside this one.
  private static func fixedSibling(_ facts: NextFacts) -> NextCommand? {
    guard facts.isBroken, let path = facts.path, let summary = facts.record.summary else { return nil }
    let named = summary.split { " ,;:()`'\"".contains($0) }.map { $0.last == "." ? $0.dropLast() : $0 }
      .first { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
    guard let named, !path.hasSuffix("/" + named), path != String(named) else { return nil }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return facts.command("run", folder + named, why: "the scenario that this one points to")
  }

  /// A model has found a schedule: real workers can be made to follow it, once it is saved.
  private static func replayed(_ facts: NextFacts) -> NextCommand? {
    guard facts.isBroken, let path = facts.path, SavedSchedule(of: facts.record) != nil else { return nil }
    if let saved = facts.savedSchedule {
      return facts.command("replay", saved, why: "forces this schedule on real threads")
    }
    let name = path.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? "found"
    return facts.command(
      "explore", path, ["-o", "schedule=\(name).schedule"], why: "saves the schedule, to be replayed on real workers")
  }

  /// A model has found it: do real workers show it as well?
  private static func onWorkers(_ facts: NextFacts) -> NextCommand? {
    guard facts.isBroken, facts.isExplored, let path = facts.path else { return nil }
    return facts.command("run", path, ["-s", "thread", "--repeat", "20"], why: "how often do real threads show it?")
  }

  /// A run has gone wrong: by which schedule, and is there a shorter one?
  private static func everyInterleaving(_ facts: NextFacts) -> NextCommand? {
    guard facts.isBroken, !facts.isExplored, facts.isModelled, SavedSchedule(of: facts.record) == nil,
      let path = facts.path
    else { return nil }
    return facts.command("explore", path, why: "tries every interleaving, and shows the shortest that goes wrong")
  }

  private static func whereItStands(_ facts: NextFacts) -> NextCommand? {
    guard !facts.isExplored, facts.summary.verdict == .deadlock, let path = facts.path else { return nil }
    return facts.command("plan", path, why: "shows the roles, queues and workers that wait for each other")
  }

  private static func howOften(_ facts: NextFacts) -> NextCommand? {
    guard facts.isBroken, !facts.isExplored, facts.runs == 1, let path = facts.path else { return nil }
    return facts.command("run", path, ["--repeat", "20"], why: "how often does it happen?")
  }

  private static func oneAfterAnother(_ facts: NextFacts) -> NextCommand? {
    guard facts.isBroken, !facts.isExplored, !facts.summary.isComparison, facts.executor != "serial",
      let path = facts.path
    else {
      return nil
    }
    return facts.command("run", path, ["-s", "serial"], why: "the same work one task after another")
  }

  private static func moreRuns(_ facts: NextFacts) -> NextCommand? {
    guard !facts.isBroken, facts.summary.isComparison, facts.runs < 6, let path = facts.path else { return nil }
    return facts.command("run", path, ["--repeat", "10"], why: "enough runs to tell a difference from noise")
  }

  private static func concurrently(_ facts: NextFacts) -> NextCommand? {
    guard !facts.isBroken, !facts.summary.isComparison, facts.executor == "serial", let path = facts.path else {
      return nil
    }
    // Several roles have numbers of workers of their own.
    let workers = facts.record.cells.first?.graph.roles.count == 1 ? ["-w", "2"] : []
    return facts.command("run", path, ["-s", "thread"] + workers, why: "the same work on threads")
  }

  private static func machine(_ facts: NextFacts) -> NextCommand? {
    let isDisturbed = facts.record.cells.flatMap(\.runs).contains { $0.relevantDisturbance != nil }
    let cannotStart = facts.record.cells.flatMap(\.runs).flatMap(\.findings).contains { $0.kind == .cannotStart }
    guard isDisturbed || cannotStart else { return nil }
    return facts.command("doctor", why: "what this machine allows and what else it is doing")
  }
}

/// What the choice of the next command depends on.
private struct NextFacts {
  let record: ScenarioRecord
  let summary: ScenarioSummary

  /// The file, unless the scenario was read from standard input.
  var path: String? { record.path.isEmpty || record.path == "-" ? nil : record.path }
  /// A check, a task or the schedule went wrong, expected or not.
  var isBroken: Bool { summary.verdict.map { [.violated, .error, .deadlock].contains($0) } ?? false }
  var runs: Int { summary.cells.map(\.runs).max() ?? 0 }
  /// Everything was explored, and nothing run.
  var isExplored: Bool { summary.cells.allSatisfy(\.isExplored) }
  /// Tasks are made of steps, so that there is something to interleave.
  var isModelled: Bool {
    record.cells.first?.graph.roles.contains { $0.program.instructions.contains { $0.opcode.isVisible } } ?? false
  }
  /// The file that the schedule was saved in, as the command line asked.
  var savedSchedule: String? {
    record.command.first { $0.hasPrefix("schedule=") }.map { String($0.dropFirst("schedule=".count)) }
  }
  var executor: String { summary.cells.first?.strategy.executor ?? "" }

  /// The program as it was called, so that the line can be typed as it stands.
  func command(_ verb: String, _ path: String? = nil, _ options: [String] = [], why: String) -> NextCommand {
    let words = [record.command.first ?? "scenario", verb] + (path.map { [$0] } ?? []) + options
    return NextCommand(command: words.map(ShellWord.quoted).joined(separator: " "), why: why)
  }
}
