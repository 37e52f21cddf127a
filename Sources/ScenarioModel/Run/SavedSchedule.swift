// A schedule as a text that can be kept, compared and replayed.

/// One interleaving, named so that it survives changed comments and line numbers.
package struct SavedSchedule: Sendable, Hashable {
  package struct Step: Sendable, Hashable {
    package var role: String
    /// The worker's number within its role.
    package var worker: Int
    /// 0 for the task itself, else the number of one of its branches.
    package var branch: Int
    /// `set@1.0`: the verb, the step's position in its role's program, the visible part of it; or `take`, `deliver`.
    package var place: String
    /// How it went where it could have gone in several ways; 0 the first.
    package var choice: Int
    /// What it did, in words.
    package var action: String
    package init(role: String, worker: Int, branch: Int, place: String, choice: Int, action: String) {
      self.role = role
      self.worker = worker
      self.branch = branch
      self.place = place
      self.choice = choice
      self.action = action
    }
  }

  /// The scenario's file, as it was named when it was explored.
  package var path: String
  package var name: String
  /// What changed the file's values: flags with their values, as `--workers=2`.
  package var flags: [String]
  /// Of a comparison, which cell: `workers=3`.
  package var cell: [String]
  package var verdict: Verdict
  /// What the schedule leads to, in words.
  package var leadsTo: String
  /// Which of the possible beginnings.
  package var beginning: Int
  package var steps: [Step]

  package init(
    path: String, name: String, flags: [String] = [], cell: [String] = [], verdict: Verdict = .ok, leadsTo: String,
    beginning: Int = 0, steps: [Step]
  ) {
    self.path = path
    self.name = name
    self.flags = flags
    self.cell = cell
    self.verdict = verdict
    self.leadsTo = leadsTo
    self.beginning = beginning
    self.steps = steps
  }
}

// MARK: - Text

extension SavedSchedule {
  private static let heading = "# scenario schedule 1"

  /// One line for each step; the same schedule always gives the same text.
  package var text: String {
    var lines = [SavedSchedule.heading, "scenario: \(path)", "name: \(name)"]
    lines += flags.map { "with: \($0)" }
    lines += cell.map { "cell: \($0)" }
    lines += ["verdict: \(verdict.rawValue)", "leads to: \(leadsTo)", "beginning: \(beginning)", "steps:"]
    let who = steps.map { "\($0.role)[\($0.worker)]" + ($0.branch == 0 ? "" : ".\($0.branch)") }
    let widths = (who.map(\.count).max() ?? 0, steps.map(\.place.count).max() ?? 0)
    for (name, step) in zip(who, steps) {
      lines.append(
        "  \(SavedSchedule.padded(name, widths.0))  \(SavedSchedule.padded(step.place, widths.1))  \(step.choice)  "
          + step.action)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// - Throws: `ScheduleError` that names the line.
  package init(parsing text: String) throws(ScheduleError) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.first == SavedSchedule.heading else {
      throw ScheduleError(line: 1, "a schedule begins with '\(SavedSchedule.heading)'")
    }
    self.init(path: "", name: "", leadsTo: "", steps: [])
    var inSteps = false
    for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
      if inSteps {
        guard let step = Step(line) else {
          throw ScheduleError(line: index + 1, "a step is 'role[worker] place choice what it does'")
        }
        steps.append(step)
      } else {
        inSteps = line == "steps:"
        if !inSteps { try read(line, index + 1) }
      }
    }
    guard inSteps, !path.isEmpty else {
      throw ScheduleError(line: lines.count, "'scenario:' and 'steps:' are missing")
    }
  }

  private mutating func read(_ line: String, _ number: Int) throws(ScheduleError) {
    let keys = ["scenario: ", "name: ", "with: ", "cell: ", "verdict: ", "leads to: ", "beginning: "]
    guard let key = keys.first(where: line.hasPrefix) else {
      throw ScheduleError(line: number, "'\(line)' is nothing that a schedule says")
    }
    let value = String(line.dropFirst(key.count))
    switch key {
    case "scenario: ": path = value
    case "name: ": name = value
    case "with: ": flags.append(value)
    case "cell: ": cell.append(value)
    case "leads to: ": leadsTo = value
    case "verdict: ":
      guard let known = Verdict(rawValue: value) else {
        throw ScheduleError(line: number, "'\(value)' is no verdict")
      }
      verdict = known
    default:
      guard let number = Int(value), number >= 0 else {
        throw ScheduleError(line: number, "'beginning' is a number")
      }
      beginning = number
    }
  }
}

extension SavedSchedule.Step {
  /// nil for a line that is no step.
  fileprivate init?(_ line: String) {
    let words = line.split(separator: " ", maxSplits: 3)
    guard words.count == 4, let choice = Int(words[2]), choice >= 0,
      let open = words[0].lastIndex(of: "["), let close = words[0].lastIndex(of: "]"), open < close,
      let worker = Int(words[0][words[0].index(after: open)..<close]), worker >= 0
    else { return nil }
    var branch = 0
    let rest = words[0][words[0].index(after: close)...]
    if !rest.isEmpty {
      guard rest.first == ".", let number = Int(rest.dropFirst()), number > 0 else { return nil }
      branch = number
    }
    let action = words[3].drop { $0 == " " }
    self.init(
      role: String(words[0][..<open]), worker: worker, branch: branch, place: String(words[1]), choice: choice,
      action: String(action))
  }
}

/// Why a text is no schedule.
package struct ScheduleError: Error, Sendable {
  package var line: Int
  /// Lower case, without a full stop.
  package var message: String
  init(line: Int, _ message: String) {
    self.line = line
    self.message = message
  }
}

// MARK: - From a record

extension SavedSchedule {
  /// The way to the first violation that a scenario's explorations have found; nil when there is none.
  package init?(of record: ScenarioRecord) {
    for cell in record.cells {
      let violations = cell.runs.first?.exploration?.violations ?? []
      guard let violation = violations.first(where: { $0.canBeReplayed(cell.graph) }) else { continue }
      let schedule = violation.schedule
      let compared = cell.parameters.filter { !$0.path.split(separator: ".").contains("strategy") }
      self.init(
        path: record.path, name: record.scenario,
        flags: record.flags, cell: compared.map { "\($0.path)=\($0.value)" },
        verdict: violation.finding.kind.verdict, leadsTo: violation.finding.message, beginning: schedule.beginning,
        steps: schedule.steps.map { step in
          Step(
            role: schedule.workers[step.worker].role, worker: schedule.workers[step.worker].number,
            branch: step.branch, place: step.place, choice: step.choice, action: step.action)
        })
      return
    }
    return nil
  }
}

extension ExplorationRecord.Violation {
  /// It has an end, and real workers show it there.
  fileprivate func canBeReplayed(_ graph: ExecutionGraph) -> Bool {
    guard schedule.cycleStart == nil else { return false }
    guard let title = finding.check else { return true }
    return graph.checks.contains { $0.title == title && [.always, .finally, .neverDeadlock].contains($0.kind) }
  }
}
