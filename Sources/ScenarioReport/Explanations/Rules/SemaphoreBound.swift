// A semaphore that held tasks back.
import ScenarioModel

enum SemaphoreBound: ExplanationRule {
  static let name = "semaphore-bound"

  static func explain(_ facts: CellFacts) -> [Reason] {
    let permits = Dictionary(facts.graph.shared.semaphores.map { ($0.name, $0.permits) }) { first, _ in first }
    return (facts.example?.locks ?? []).filter { $0.kind == .semaphore && $0.contended > 0 }.compactMap { semaphore in
      guard let count = permits[semaphore.name] else { return nil }
      let text =
        "\(facts.subject)Semaphore \(semaphore.name) admits \(Quantity.count(count)) at a time: "
        + "\(Quantity.count(semaphore.contended)) of \(Quantity.counted(semaphore.acquisitions, "acquisition")) had to wait, "
        + "\(Quantity.duration(semaphore.wait)) together, with up to "
        + "\(Quantity.counted(facts.cell.observed.peakInFlight, "task")) in flight."
      return Reason(
        text,
        [
          .init("permits", count), .init("contended", semaphore.contended), .init("wait_ns", semaphore.wait),
          .init("peak_in_flight", facts.cell.observed.peakInFlight),
        ])
    }
  }
}
