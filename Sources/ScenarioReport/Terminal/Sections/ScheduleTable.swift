// A schedule as a table: a column for each worker that moves, a row for each step, what is shared at the right.
import ScenarioModel

enum ScheduleTable {
  /// More workers than this share one column, and each row says whose it is.
  private static let mostColumns = 3

  static func section(_ violation: ExplorationRecord.Violation, _ place: String) -> Section {
    let schedule = violation.schedule
    let kind = violation.isShortest ? "The shortest schedule" : "A schedule"
    let steps = Quantity.counted(Int64(schedule.steps.count), "step")
    let preemptions = Quantity.counted(Int64(schedule.preemptions), "preemption")
    var blocks: [Block] = [
      .paragraph(
        StyledText("leads to: ", .faint) + StyledText(violation.finding.message, .bad)
          + StyledText(" after \(steps) with \(preemptions)", .faint))
    ]
    if !schedule.steps.isEmpty { blocks.append(.table(table(schedule))) }
    blocks += sources(schedule)
    if let why = schedule.why { blocks.append(.paragraph(StyledText("why: ", .faint) + StyledText(why))) }
    for wait in violation.finding.waits.prefix(8) {
      blocks.append(.paragraph(StyledText("- " + FindingsSection.picture(wait, isGone: false))))
    }
    return Section("\(kind) that goes wrong\(place)", blocks)
  }

  private static func table(_ schedule: ScheduleRecord) -> Table {
    let moving = Set(schedule.steps.map(\.worker)).sorted()
    let isWide = moving.count <= mostColumns
    let columns =
      [Table.Column("", .right)]
      + (isWide
        ? moving.map { Table.Column(name($0, schedule), flexible: true) }
        : [Table.Column("worker"), Table.Column("step", flexible: true)])
      + schedule.columns.map { Table.Column($0, .right) }
    let start =
      [StyledText()] + (isWide ? moving.map { _ in StyledText() } : [StyledText(), StyledText("start", .faint)])
      + schedule.initial.map { StyledText($0, .faint) }
    let rows = schedule.steps.enumerated().map { number, step -> [StyledText] in
      let text = action(step)
      let middle =
        isWide
        ? moving.map { $0 == step.worker ? text : StyledText() } : [StyledText(name(step.worker, schedule)), text]
      let repeats = schedule.cycleStart.map { number >= $0 } ?? false
      let mark = (repeats ? "| " : "") + mark(step)
      return [StyledText(mark + "\(number + 1)", step.isPreemption ? .warning : .faint)] + middle
        + step.state.enumerated().map { StyledText($1, step.changed.contains($0) ? .strong : .faint) }
    }
    let legend = schedule.steps.contains { $0.isPreemption } ? "> the worker before could have gone on; " : ""
    let cycle = schedule.cycleStart == nil ? "" : "| repeats for ever; "
    let stale = schedule.steps.contains { $0.isStale } ? "(stale) from a value that had changed since it was read" : ""
    let words = (cycle + legend + stale).trimmed
    return Table(columns, [start] + rows, legend: words.isEmpty ? nil : StyledText(words, .faint))
  }

  /// The lines that the steps are written in.
  private static func sources(_ schedule: ScheduleRecord) -> [Block] {
    var lines: [String: [Int: String]] = [:]
    for range in schedule.steps.compactMap({ $0.step?.range }) {
      lines[range.file.name, default: [:]][range.start.line] = range.file.text(
        in: range.file.line(range.start.line))
    }
    return lines.sorted { $0.key < $1.key }.map { file, lines in
      .table(
        Table(
          [Table.Column("", .right), Table.Column(file, flexible: true)],
          lines.sorted { $0.key < $1.key }.map { [StyledText("\($0)", .faint), StyledText($1)] }))
    }
  }

  private static func name(_ worker: Int, _ schedule: ScheduleRecord) -> String {
    "\(schedule.workers[worker].role) \(schedule.workers[worker].number)"
  }

  /// `12 write balance = 200 (stale)`: the step's line, and what it did.
  private static func action(_ step: ScheduleRecord.Step) -> StyledText {
    let line = step.step?.range.map { "\($0.start.line) " } ?? ""
    let branch = step.branch == 0 ? "" : "branch \(step.branch): "
    return StyledText(line, .faint) + StyledText(branch, .faint) + StyledText(step.action)
      + StyledText(step.isStale ? " (stale)" : "", .bad)
  }

  private static func mark(_ step: ScheduleRecord.Step) -> String { step.isPreemption ? "> " : "" }
}

extension String {
  /// Without a separator that nothing follows.
  fileprivate var trimmed: String { hasSuffix("; ") ? String(dropLast(2)) : self }
}
