// Why concurrency helped without more CPU: the waits happened at the same time.
import ScenarioModel

enum WaitsOverlap: ExplanationRule {
  static let name = "waits-overlap"

  /// CPU time of a cell as a share of its workers' time; 0 when not measured.
  private static func busyShare(_ facts: CellFacts) -> Double {
    (facts.busyProcessors ?? 0) / Double(max(1, facts.example?.workers.count ?? 1))
  }

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let base = facts.baseline, let speedup = facts.cell.speedup, speedup.isFaster || speedup.ratio >= 1.2,
      let waiting = base.share(\.sleeping), waiting >= 0.5, base.cell.observed.peakInFlight > 0,
      // A worker that waits for a child of its own that computes is no wait to overlap: it shows as more than all its time.
      waiting + busyShare(base) < 1.2,
      facts.cell.observed.peakInFlight > base.cell.observed.peakInFlight
    else { return [] }
    let peak = facts.cell.observed.peakInFlight
    let threads = facts.cell.observed.threads
    let by = threads == 1 ? "one thread" : "\(threads) threads"
    let cpu = facts.busyProcessors.map { ", with the CPU busy \(Quantity.percent(min(1, $0)))" } ?? ""
    let text =
      "\(facts.subject)The waits overlap: \(base.cell.shortName) spent \(Quantity.percent(waiting)) of its time waiting, "
      + "here up to \(Quantity.counted(peak, "task")) waited at once on \(by)\(cpu)."
    return [
      Reason(
        text,
        [
          .init("waiting_share_of_first", waiting), .init("peak_in_flight", peak), .init("threads", Int64(threads)),
        ])
    ]
  }
}
