// Why concurrency helped without more CPU: the waits happened at the same time.
import ScenarioModel

enum WaitsOverlap: ExplanationRule {
  static let name = "waits-overlap"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let base = facts.baseline, let speedup = facts.cell.speedup, speedup.isFaster || speedup.ratio >= 1.2,
      let waiting = base.share(\.sleeping), waiting >= 0.5, base.cell.observed.peakInFlight > 0,
      // What waits for a child of its own that computes overlaps nothing but computing.
      (base.busyProcessors ?? 0) < 0.5,
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
