// Workers: where the time of each went, as a bar and in figures.
import ScenarioModel

enum WorkersSection: TerminalSection {
  private static let most = 12
  private static let barWidth = 16

  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let focus = facts.focus, !focus.run.workers.isEmpty else { return [] }
    let workers = focus.run.workers
    let loops = Set(focus.run.roles.filter { $0.executor == "async" }.map(\.name))
    let columns = [
      Table.Column("worker", flexible: true), Table.Column("tasks", .right), Table.Column("", rank: 0, picture: true),
      Table.Column("run", .right), Table.Column("sleep", .right), Table.Column("block", .right),
      Table.Column("idle", .right), Table.Column("blocked most by", flexible: true),
    ]
    let rest = workers.count - min(most, workers.count)
    let more =
      rest > 0 ? [Block.paragraph(StyledText("and \(Quantity.counted(Int64(rest), "more worker"))", .faint))] : []
    let legend = StyledText("█ running", .good) + "  ░ sleeping  " + StyledText("▒ blocked", .bad) + "  · idle"
    let table = Table(columns, workers.prefix(most).map { row($0, isLoop: loops.contains($0.role)) }, legend: legend)
    return [Section(facts.title("Workers"), [.table(table)] + more)]
  }

  private static func row(_ worker: WorkerRecord, isLoop: Bool) -> [StyledText] {
    let blocked = worker.blocked.reduce(0) { $0 + $1.time }
    let parts = [worker.running, worker.sleeping, blocked, worker.idle].map { Double(max(0, $0)) }
    let total = parts.reduce(0, +)
    let most = worker.blocked.max { $0.time < $1.time }.flatMap { $0.time > 0 ? $0.object : nil }
    let name = "\(worker.role) \(worker.isHelper ? "helper " : isLoop ? "loop " : "")\(worker.worker)"
    let shares = parts.map { StyledText(total == 0 || $0 == 0 ? "-" : share($0 / total)) }
    // What it held stands with the findings.
    let remark = worker.lost.map { StyledText("lost: \($0.signal ?? $0.how)", .bad) } ?? StyledText(most ?? "")
    return [StyledText(name), StyledText(worker.isHelper ? "" : Quantity.count(worker.tasks)), bar(parts, total)]
      + shares + [remark]
  }

  private static func share(_ share: Double) -> String {
    share < 0.005 ? "<1 %" : "\(Quantity.fixed(share * 100, decimals: 0)) %"
  }

  /// The parts in proportion; the largest remainders get what rounding leaves.
  private static func bar(_ parts: [Double], _ total: Double) -> StyledText {
    guard total > 0 else { return StyledText(String(repeating: "·", count: barWidth)) }
    let exact = parts.map { $0 / total * Double(barWidth) }
    var cells = exact.map { Int($0) }
    let order = exact.indices.sorted { exact[$0] - Double(cells[$0]) > exact[$1] - Double(cells[$1]) }
    for index in order.prefix(max(0, barWidth - cells.reduce(0, +))) { cells[index] += 1 }
    let looks: [(Character, Tone)] = [("█", .good), ("░", .plain), ("▒", .bad), ("·", .faint)]
    return zip(cells, looks).reduce(StyledText()) { bar, part in
      bar + StyledText(String(repeating: part.1.0, count: part.0), part.1.1)
    }
  }
}
