// A write computed from a value that another strand had changed in between.
import ScenarioModel

/// From the trace of shared accesses: a strand's last read of a word before its write is older than another's write.
enum LostUpdate: ExplanationRule {
  static let name = "lost-update"

  static func explain(_ facts: CellFacts) -> [Reason] {
    guard let run = facts.example, let lost = first(in: run.accesses) else { return [] }
    let (read, other, write) = (lost.read, lost.other, lost.write)
    let place = Words.step(write.step).map { " (\($0))" } ?? ""
    let text =
      "\(facts.subject)Lost update of \(write.variable): \(Words.strand(write.strand)) read \(read.value), then "
      + "\(Words.strand(other.strand)) wrote \(other.value), then \(Words.strand(write.strand)) wrote \(write.value)\(place) "
      + "from the value it had read. The write in between is gone."
    return [
      Reason(
        text,
        [
          .init("variable", write.variable), .init("read", read.value), .init("overwritten", other.value),
          .init("written", write.value),
        ])
    ]
  }

  /// The first such write in time order.
  static func first(
    in accesses: [SharedAccess]
  ) -> (read: SharedAccess, other: SharedAccess, write: SharedAccess)? {
    for (place, write) in accesses.enumerated() where write.isWrite {
      let before = accesses[..<place]
      let ownRead = before.lastIndex {
        $0.variable == write.variable && $0.strand == write.strand
      }
      guard let ownRead, !accesses[ownRead].isWrite else { continue }
      let other = accesses[(ownRead + 1)..<place].last {
        $0.isWrite && $0.variable == write.variable && $0.strand != write.strand
      }
      if let other { return (accesses[ownRead], other, write) }
    }
    return nil
  }
}
