// What workloads measured of themselves, how an event loop ran them, and what they found worth telling.
import ScenarioModel

enum KernelsSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    guard let focus = facts.focus else { return [] }
    let roles = focus.summary.roles
    let named = roles.filter { !$0.kernels.isEmpty }.count > 1
    let rows = roles.flatMap { role in
      role.kernels.flatMap { kernel in
        kernel.measures.filter { $0.histogram.count > 0 }.map {
          row($0, of: (named ? "\(role.name): " : "") + kernel.workload)
        }
      }
    }
    let columns = [
      Table.Column("", flexible: true), Table.Column("times", .right, rank: 1), Table.Column("p50", .right),
      Table.Column("p99", .right), Table.Column("max", .right, rank: 0),
    ]
    let loops = Set(focus.run.roles.filter { $0.executor == "async" }.map(\.name))
    let remarks = roles.flatMap { role in
      role.kernels.flatMap { kernel -> [String] in
        let prefix = named ? "\(role.name): " : ""
        let form = loops.contains(role.name) ? form(kernel) : nil
        return ([form].compactMap(\.self) + kernel.notes).map { prefix + $0 }
      }
    }
    let blocks = (rows.isEmpty ? [] : [Block.table(Table(columns, rows))]) + remarks.map { .paragraph(StyledText($0)) }
    return blocks.isEmpty ? [] : [Section(facts.title("Inside the tasks"), blocks)]
  }

  private static func row(_ measure: MeasureRecord, of name: String) -> [StyledText] {
    let values = measure.histogram
    return [
      StyledText("\(name) \(measure.descriptor.name)"), StyledText(Quantity.count(Int64(clamping: values.count))),
    ]
      + [values.quantile(0.5), values.quantile(0.99), values.maximum].map { value in
        StyledText(value.map { text($0, measure.descriptor.unit) } ?? "")
      }
  }

  private static func text(_ value: Int64, _ unit: MeasureDescriptor.Unit) -> String {
    switch unit {
    case .nanoseconds: Quantity.duration(value)
    case .bytes: Quantity.size(value)
    case .count: Quantity.count(value)
    }
  }

  /// How an event loop ran it. What keeps its loop is told where it did so for long, with the step and the time.
  private static func form(_ kernel: KernelRecord) -> String? {
    switch kernel.form {
    case .blocking: nil
    case .offloaded: "'\(kernel.workload)' blocks, so threads beside the event loop did it"
    case .suspending: "'\(kernel.workload)' ran in its suspending form: while it waits, its loop runs other tasks"
    }
  }
}
