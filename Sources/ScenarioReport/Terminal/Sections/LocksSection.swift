// Locks and what else can be waited for, those that cost most first.
import ScenarioModel

enum LocksSection: TerminalSection {
  private static let most = 10

  static func sections(_ facts: ReportFacts) -> [Section] {
    let locks = (facts.focus?.run.locks ?? []).filter { $0.acquisitions > 0 || $0.wait > 0 }
    guard !locks.isEmpty else { return [] }
    let shown = locks.enumerated().sorted { ($1.element.wait, $0.offset) < ($0.element.wait, $1.offset) }.prefix(most)
    let columns = [
      Table.Column("", flexible: true), Table.Column("acquired", .right), Table.Column("had to wait", .right),
      Table.Column("waited", .right),
    ]
    let cut = shown.contains { $0.element.unserved > 0 } ? [Table.Column("in vain", .right)] : []
    let rows = shown.map(\.element).map { lock in
      [
        StyledText(name(lock)), StyledText(Quantity.count(lock.acquisitions)),
        StyledText(Quantity.count(lock.contended)), StyledText(lock.wait == 0 ? "-" : Quantity.duration(lock.wait)),
      ] + cut.map { _ in StyledText(lock.unserved == 0 ? "" : Quantity.count(lock.unserved)) }
    }
    let rest = locks.count - shown.count
    let more = rest > 0 ? [Block.paragraph(StyledText("and \(rest) more with less waiting", .faint))] : []
    return [Section(facts.title("Locks"), [.table(Table(columns + cut, rows))] + more)]
  }

  private static func name(_ lock: LockRecord) -> String {
    switch lock.kind {
    case .interpreter: "interpreter lock"
    case .lock, .semaphore, .condition, .barrier, .await: "\(lock.kind.rawValue) \(lock.name)"
    }
  }
}
