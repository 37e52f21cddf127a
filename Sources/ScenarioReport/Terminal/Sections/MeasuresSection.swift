// The comparison table, or the figures of the only cell, and what may be concluded from them.
import ScenarioModel

enum MeasuresSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let first = facts.summary.cells.first, first.runs > 0 || facts.summary.isComparison else { return [] }
    let cells = facts.summary.cells
    // An exploration that stands alone has nothing to measure.
    guard facts.summary.isComparison || facts.record.cells.first?.runs.first?.exploration == nil else { return [] }
    let blocks = facts.summary.isComparison ? [.table(table(cells))] + conclusions(facts.summary) : single(first)
    return [Section(title(cells, first), blocks)]
  }

  private static func title(_ cells: [CellSummary], _ first: CellSummary) -> String {
    let warmups = first.warmups == 0 ? "" : " after \(Quantity.counted(Int64(first.warmups), "warm-up"))"
    let least = cells.map(\.runs).min() ?? 0
    let most = cells.map(\.runs).max() ?? 0
    let runs = least == most ? Quantity.counted(Int64(most), "run") : "\(least) to \(most) runs"
    return cells.count > 1 ? "Comparison, \(runs) each\(warmups)" : "Measured in \(runs)\(warmups)"
  }

  private static func table(_ cells: [CellSummary]) -> Table {
    var paths: [String] = []
    for path in cells.flatMap(\.parameters).map(\.path) where !paths.contains(path) { paths.append(path) }
    let named = paths.isEmpty ? [Table.Column("cell", flexible: true)] : []
    let bounds = cells.contains { $0.time?.interval != nil } ? "95 % interval" : "range"
    let columns =
      named + paths.map { Table.Column(CellSummary.columnTitle($0), flexible: true) } + [
        Table.Column("verdict"), Table.Column("time", .right), Table.Column(bounds, .right),
        Table.Column("tasks/s", .right, rank: 1), Table.Column("speed"), Table.Column("p50", .right, rank: 0),
        Table.Column("p99", .right, rank: 2),
      ]
    return Table(columns, cells.map { (named.isEmpty ? [] : [StyledText($0.shortName)]) + row($0, paths) })
  }

  private static func row(_ cell: CellSummary, _ paths: [String]) -> [StyledText] {
    let values = paths.map { path in
      StyledText(cell.parameters.first { $0.path == path }.map(CellSummary.shortValue) ?? "")
    }
    let time = cell.time
    return values + [
      VerdictWords.styled(cell),
      time.map { StyledText(Quantity.duration($0.median)) } ?? cutTime(cell),
      StyledText(time.flatMap { $0.count > 1 ? StatisticsWords.shortRange($0.bounds) : nil } ?? ""),
      figure(cell, cell.throughput ?? cell.cutShort?.throughput) { String(Quantity.rate($0).dropLast(2)) },
      speed(cell),
      figure(cell, (cell.latency ?? cell.cutShort?.latency)?.quantile(0.5), Quantity.duration),
      figure(cell, (cell.latency ?? cell.cutShort?.latency)?.quantile(0.99), Quantity.duration),
    ]
  }

  /// How long a run had been going when it was cut short: no time of the work, so it must not look like one.
  private static func cutTime(_ cell: CellSummary) -> StyledText {
    cell.cutShort.map { StyledText("cut at \(Quantity.duration($0.elapsed))", .faint) } ?? StyledText("-")
  }

  /// A figure; faint where it is of a run that was cut short.
  private static func figure<Value>(_ cell: CellSummary, _ value: Value?, _ words: (Value) -> String) -> StyledText {
    StyledText(value.map(words) ?? "", cell.time == nil ? .faint : .plain)
  }

  private static func speed(_ cell: CellSummary) -> StyledText {
    guard let speedup = cell.speedup else {
      return cell.comparability == .baseline ? StyledText("baseline", .faint) : StyledText("not ranked", .warning)
    }
    let tone: Tone = speedup.isFaster ? .good : speedup.isSlower ? .bad : .plain
    return StyledText(Quantity.ratio(speedup.ratio), tone) + StyledText(speedBounds(speedup).map { " \($0)" } ?? "")
  }

  private static func speedBounds(_ speedup: Speedup) -> String? {
    guard let low = speedup.low, let high = speedup.high else { return nil }
    return "(\(Quantity.plainRatio(low))–\(Quantity.plainRatio(high)))"
  }

  /// What the table comes to, apart from what the headline has said already.
  private static func conclusions(_ summary: ScenarioSummary) -> [Block] {
    let cells = summary.cells
    let headline = summary.verdict == .ok ? summary.fastest?.index : nil
    let compared = cells.dropFirst().filter { $0.runs > 0 && $0.index != headline }
    let sentences = compared.map { StatisticsWords.comparison($0, baseline: cells[0]) }
    let kept = StatisticsWords.outliers(cells).map { $0 + "." }
    let rates = cells.compactMap { cell in StatisticsWords.rate(cell).map { "\(cell.shortName): \($0)." } }
    let cut = cells.compactMap { cell in
      cell.cutShort.map { StyledText("\(cell.shortName): cut short \(StatisticsWords.cutShort($0)).") }
    }
    return (sentences + cut + (rates + [kept].compactMap(\.self)).map { StyledText($0) }).map { .paragraph($0) }
  }

  private static func single(_ cell: CellSummary) -> [Block] {
    var lines: [(String, String)] = []
    if let time = cell.time { lines.append(("time", StatisticsWords.time(time))) }
    if let startup = cell.startup { lines.append(("start of workers", Quantity.duration(startup))) }
    if let throughput = cell.throughput, throughput > 0 {
      let last = cell.roles.filter(\.isLast).map(\.name)
      let whose = cell.roles.count > 1 ? " (of \(Words.list(last)))" : ""
      lines.append(("tasks per second", String(Quantity.rate(throughput).dropLast(2)) + whose))
    }
    // Tasks of different roles have little in common: several have a table of their own.
    if cell.roles.count == 1, let latency = cell.latency { lines.append(("task latency", words(latency))) }
    if let cut = cell.cutShort { lines += self.lines(cut) }
    if let cpu = cell.cpu { lines.append(("CPU time", Quantity.duration(cpu))) }
    if let memory = cell.memory { lines.append(("peak memory", Quantity.size(memory))) }
    if let outliers = StatisticsWords.outliers([cell]) { lines.append(("outliers", outliers)) }
    if let rate = StatisticsWords.rate(cell) ?? StatisticsWords.unseen(cell) { lines.append(("runs", rate)) }
    return lines.map { .paragraph(StyledText($0 + ": ", .faint) + StyledText($1)) }
  }
  private static func lines(_ cut: CutShortRun) -> [(String, String)] {
    var lines = [("cut short", StatisticsWords.cutShort(cut))]
    if let throughput = cut.throughput, throughput > 0 {
      lines.append(("tasks per second until then", String(Quantity.rate(throughput).dropLast(2))))
    }
    if let latency = cut.latency { lines.append(("task latency until then", words(latency))) }
    return lines
  }

  private static func words(_ latency: LatencyHistogram) -> String {
    guard let latency = latency.percentiles else { return "-" }
    let figures = [("p50", latency.p50), ("p90", latency.p90), ("p99", latency.p99), ("max", latency.maximum)]
    return figures.map { "\($0) \(Quantity.duration($1))" }.joined(separator: ", ")
  }
}
