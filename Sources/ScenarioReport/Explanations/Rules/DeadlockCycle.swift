// The circle of a deadlock in one sentence, or what everyone waits for in vain.
import ScenarioModel

enum DeadlockCycle: ExplanationRule {
  static let name = "deadlock-cycle"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let finding = facts.example?.findings.first(where: { $0.kind == .deadlock }), !finding.waits.isEmpty else {
      return []
    }
    if let circle = circle(finding.waits) {
      let links = circle.indices.map { index in
        let holder = Words.strand(circle[(index + 1) % circle.count].strand)
        return "waits for \(circle[index].waitsFor ?? ""), held by \(holder)"
      }
      let text =
        "\(facts.subject)A circle that nothing can break: \(Words.strand(circle[0].strand)) "
        + "\(links.joined(separator: ", which ")). Acquired in one order everywhere, the locks cannot close it."
      return [Reason(text, [.init("length", Int64(circle.count))])]
    }
    let objects = finding.waits.compactMap(\.waitsFor)
    guard let object = objects.first else { return [] }
    let waiters = objects.count { $0 == object }
    let verb = waiters == 1 ? "waits" : "wait"
    let waiting = "\(facts.subject)\(Quantity.counted(Int64(waiters), "strand")) \(verb) for \(object)"
    let taker = finding.waits.first { wait in wait.hasEnded && wait.holds.contains { $0.object == object } }
    let text =
      taker.map { "\(waiting), which \(Words.strand($0.strand)) took and never gave back: it has ended." }
      ?? "\(waiting), and nobody is left who could provide it."
    return [Reason(text, [.init("waiting", Int64(waiters)), .init("object", object)])]
  }

  /// A shortest way round: each waits for what the next holds, the last for what the first holds.
  private static func circle(_ waits: [WaitDescription]) -> [WaitDescription]? {
    for start in waits.indices {
      var path = [start]
      while let wanted = waits[path[path.count - 1]].waitsFor,
        let holder = waits.firstIndex(where: { wait in !wait.hasEnded && wait.holds.contains { $0.object == wanted } })
      {
        if holder == start { return path.map { waits[$0] } }
        if path.contains(holder) { break }
        path.append(holder)
      }
    }
    return nil
  }
}
