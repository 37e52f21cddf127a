// Roles, where there are several: what each got done, how fast, and how long its tasks took.
import ScenarioModel

enum RolesSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let focus = facts.focus, focus.summary.roles.count > 1 else { return [] }
    let columns = [
      Table.Column("role", flexible: true), Table.Column("executor", rank: 1), Table.Column("tasks", .right),
      Table.Column("tasks/s", .right), Table.Column("p50", .right), Table.Column("p99", .right),
      Table.Column("max", .right, rank: 0),
    ]
    let rows = focus.summary.roles.map { role in
      let record = focus.run.roles.first { $0.name == role.name }
      return [
        StyledText(role.name), StyledText(record?.executor ?? "", .faint),
        StyledText(record.map { Quantity.count($0.tasksCompleted) } ?? ""),
        StyledText(role.throughput.map { String(Quantity.rate($0).dropLast(2)) } ?? ""),
        duration(role.latency?.quantile(0.5)), duration(role.latency?.quantile(0.99)), duration(role.latency?.maximum),
      ]
    }
    return [Section(facts.title("Roles"), [.table(Table(columns, rows))])]
  }

  private static func duration(_ nanoseconds: Int64?) -> StyledText {
    StyledText(nanoseconds.map(Quantity.duration) ?? "")
  }
}
