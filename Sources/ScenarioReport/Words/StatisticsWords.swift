// What the statistics allow to say, and no more.
import ScenarioModel

enum StatisticsWords {
  /// `101 ms (95 % interval 98.2 ms to 104 ms, 10 runs)`, fewer than six runs with their range, one run just its time.
  static func time(_ time: SampleSummary) -> String {
    let median = Quantity.duration(time.median)
    guard time.count > 1 else { return median }
    let kind = time.interval == nil ? "range" : "95 % interval"
    return "\(median) (\(kind) \(range(time.bounds)), \(time.count) runs)"
  }

  /// `98.2 ms to 104 ms`.
  static func range(_ bounds: ClosedRange<Int64>) -> String {
    "\(Quantity.duration(bounds.lowerBound)) to \(Quantity.duration(bounds.upperBound))"
  }

  /// `804–832 ms`, for tables.
  static func shortRange(_ bounds: ClosedRange<Int64>) -> String {
    let low = Quantity.duration(bounds.lowerBound).split(separator: " ")
    let high = Quantity.duration(bounds.upperBound).split(separator: " ")
    let sharesUnit = low.count == 2 && high.count == 2 && low[1] == high[1]
    return (sharesUnit ? String(low[0]) : low.joined(separator: " ")) + "–" + high.joined(separator: " ")
  }

  /// A cell against the first one, the conclusion emphasised.
  static func comparison(_ cell: CellSummary, baseline: CellSummary) -> StyledText {
    guard let speedup = cell.speedup else {
      return "\(cell.shortName) is not ranked: \(cell.comparability.reason)."
    }
    let name = StyledText(cell.shortName)
    let pairs = Quantity.counted(Int64(speedup.pairs), "paired run")
    switch speedup.verdict {
    case .faster(let factor):
      let bounds = bounds(speedup, inverted: false, decimals: decimals(factor))
      return name + " is " + StyledText("\(ratio(factor, decimals(factor)))x faster", .strong)
        + " than \(baseline.shortName) (\(bounds), \(pairs))."
    case .slower(let factor):
      let bounds = bounds(speedup, inverted: true, decimals: decimals(factor))
      return name + " is " + StyledText("\(ratio(factor, decimals(factor)))x slower", .strong)
        + " than \(baseline.shortName) (\(bounds), \(pairs))."
    case .noClearDifference:
      return name + ": " + StyledText("no clear difference", .strong) + StyledText(noDifference(speedup, baseline))
    case .notComparable, nil:
      return name + " ran at \(Quantity.ratio(speedup.ratio)) the speed of \(baseline.shortName) in one pair of runs,"
        + " which says nothing about noise."
    }
  }

  private static func noDifference(_ speedup: Speedup, _ baseline: CellSummary) -> String {
    let figure = "\(Quantity.ratio(speedup.ratio)) of \(baseline.shortName)"
    let range = speedup.low.flatMap { low in speedup.high.map { "\(ratio(low, 2)) to \(ratio($0, 2))" } }
    let told = [figure, range].compactMap(\.self).joined(separator: ", ")
    guard let resolution = speedup.resolution, resolution.isFinite else { return " (\(told))." }
    let runs = Quantity.counted(Int64(speedup.pairs), "run")
    return " (\(told)); \(limit(resolution, runs))."
  }

  /// What so many runs cannot show. Beyond twice the time a percentage says nothing to anybody.
  private static func limit(_ resolution: Double, _ runs: String) -> String {
    switch resolution {
    case ..<1: "a change under \(Quantity.percent(resolution)) would not show with \(runs)"
    case ..<9: "with \(runs) only a factor above \(Quantity.plainRatio(1 + resolution)) would show"
    default: "\(runs) that differ so much among themselves cannot show any difference"
    }
  }

  private static func bounds(_ speedup: Speedup, inverted: Bool, decimals: Int) -> String {
    guard let low = speedup.low, let high = speedup.high else { return Quantity.ratio(speedup.ratio) }
    let (from, to) = inverted ? (1 / high, 1 / low) : (low, high)
    let kind = if case .interval = speedup.certainty { "95 % interval" } else { "range" }
    return "\(kind) \(ratio(from, decimals)) to \(ratio(to, decimals))"
  }

  /// Near 1 one decimal would hide the difference.
  private static func decimals(_ factor: Double) -> Int { factor < 1.5 ? 2 : 1 }

  private static func ratio(_ value: Double, _ decimals: Int) -> String { Quantity.fixed(value, decimals: decimals) }

  /// `3 of 10 runs ended as violated (30 %, 95 % interval 10.8 % to 60.3 %)`; nil for a single run and when all were ok.
  static func rate(_ cell: CellSummary) -> String? {
    guard cell.runs > 1, let worst = cell.verdicts.last, worst.verdict != .ok,
      let share = Proportion(worst.count, of: cell.runs)
    else { return nil }
    let interval = "\(Quantity.percent(share.low)) to \(Quantity.percent(share.high))"
    let figures = "\(Quantity.percent(share.share)), 95 % interval \(interval)"
    return "\(worst.count) of \(cell.runs) runs ended as \(worst.verdict.rawValue) (\(figures))"
  }

  /// `1 of 24 times is an outlier; it is counted, not dropped`; nil when there is none.
  static func outliers(_ cells: [CellSummary]) -> String? {
    let outliers = cells.reduce(0) { $0 + ($1.time?.outliers.count ?? 0) }
    let samples = cells.reduce(0) { $0 + ($1.time?.count ?? 0) }
    guard outliers > 0 else { return nil }
    let verb = outliers == 1 ? "is an outlier; it is" : "are outliers; they are"
    return "\(outliers) of \(samples) times \(verb) counted, not dropped"
  }

  /// `after 1.2 s, with 12 done and 1 failed of 14 tasks started; not ranked, as the work was not done`.
  static func cutShort(_ cut: CutShortRun) -> String {
    let failed = cut.tasksFailed == 0 ? "" : " and \(Quantity.count(cut.tasksFailed)) failed"
    return
      "after \(Quantity.duration(cut.elapsed)), with \(Quantity.count(cut.tasksCompleted)) done\(failed) of "
      + "\(Quantity.counted(cut.tasksStarted, "task")) started; not ranked, as the work was not done"
  }

  /// How often it may still go wrong although it never did.
  static func unseen(_ cell: CellSummary) -> String? {
    guard cell.verdict == .ok, cell.runs > 1, let bound = Proportion(0, of: cell.runs)?.boundIfNone else { return nil }
    return "0 of \(cell.runs) runs failed: the true rate may still be up to \(Quantity.percent(bound))"
  }
}
