// What trying every interleaving came to, and the shortest schedule that goes wrong.
import ScenarioModel

enum ExplorationSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    facts.record.cells.enumerated().flatMap { index, cell -> [Section] in
      guard let run = cell.runs.first, let exploration = run.exploration else { return [] }
      let place = facts.summary.isComparison ? " (\(facts.summary.cells[index].shortName))" : ""
      return [Section("Every interleaving\(place)", summary(exploration))]
        + exploration.violations.map { ScheduleTable.section($0, place) }
    }
  }

  private static func summary(_ found: ExplorationRecord) -> [Block] {
    if let sampling = found.sampling { return drawn(found, sampling) }
    var lines: [(String, StyledText)] = [("searched", searched(found)), ("took", took(found))]
    let on = found.reductions.filter(\.isOn).map { $0.name.replacing("_", with: " ") }
    let notes = found.reductions.compactMap(\.note).map { "; \($0)" }.joined()
    lines.append(("reductions", StyledText((on.isEmpty ? "none" : Words.list(on)) + notes)))
    if !found.isExact {
      let chance = found.missProbability
      lines.append(
        ("certainty", StyledText("the chance that a state was missed is below \(ExplorationWords.chance(chance))")))
    }
    if let why = found.undecided {
      lines.append(("not decided", StyledText("whether runs can go wrong without an end: \(why)", .warning)))
    }
    lines += found.warnings.map { ("warning", StyledText($0.message, .warning)) }
    if !found.unreached.isEmpty {
      let places = found.unreached.prefix(8).compactMap { Words.step($0) }
      let rest = found.unreached.count - places.count
      lines.append(
        ("never reached", StyledText(Words.list(places) + (rest > 0 ? " and \(rest) more" : ""), .warning)))
    }
    return lines.map { .paragraph(StyledText($0 + ": ", .faint) + $1) }
  }

  /// Of schedules that were drawn.
  private static func drawn(_ found: ExplorationRecord, _ sampling: ExplorationRecord.Sampling) -> [Block] {
    let schedules = Quantity.counted(Int64(sampling.schedules), "schedule")
    let limit = found.limit.map { "; \($0)" } ?? ""
    let lines = [
      (
        "walked",
        "\(schedules) drawn with seed \(sampling.seed), the longest of "
          + "\(Quantity.counted(Int64(found.depth), "step")), in \(Quantity.duration(found.time))\(limit)"
      ),
      (
        "certainty",
        "no proof; a bug that needs \(sampling.depth) steps in a certain order would have been found with a chance of "
          + "at least \(Quantity.percent(sampling.chance))"
      ),
    ]
    return lines.map { .paragraph(StyledText($0 + ": ", .faint) + StyledText($1)) }
  }

  private static func searched(_ found: ExplorationRecord) -> StyledText {
    let states = Quantity.counted(Int64(found.states), "state")
    let steps = Quantity.counted(Int64(found.transitions), "step")
    let depth = "at most \(Quantity.count(Int64(found.depth))) steps deep"
    if found.isComplete { return StyledText("all \(states), \(steps) between them, \(depth)") }
    let why = found.limit.map { ": \($0)" } ?? ", up to the nearest violation"
    return StyledText("\(states), \(steps) between them, \(depth)\(why)", found.limit == nil ? .plain : .warning)
  }

  private static func took(_ found: ExplorationRecord) -> StyledText {
    let threads = Quantity.counted(Int64(found.threads), "thread")
    return StyledText("\(Quantity.duration(found.time)) on \(threads), \(Quantity.size(Int64(found.memory)))")
  }
}

/// Words about explorations that several parts of a report use.
enum ExplorationWords {
  /// `10^-12`: the next power of ten that is not smaller.
  static func chance(_ probability: Double) -> String {
    var exponent = 0
    var bound = 1.0
    while exponent < 30, bound / 10 > probability {
      bound /= 10
      exponent += 1
    }
    return exponent == 0 ? "1" : "10^-\(exponent)"
  }

  /// `holds in all 2,304 states`, for the headline.
  static func proof(_ found: ExplorationRecord) -> String? {
    guard found.isComplete, found.violations.isEmpty else { return nil }
    return "holds in all \(Quantity.counted(Int64(found.states), "state"))"
  }
}
