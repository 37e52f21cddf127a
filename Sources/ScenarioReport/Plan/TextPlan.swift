// A plan for people: tables of roles, queues, what is shared, cells, permissions, and where values come from.
import ScenarioModel

package enum TextPlan: PlanForm {
  package static let name = "text"
  package static let summary = "tables of roles, queues, cells and runs, for people"

  package static func render(_ plan: ScenarioPlan, _ options: PlanOptions) -> String {
    var sections = [headline(plan)]
    if let graph = plan.baseline {
      sections += [roles(graph), queues(graph), shared(graph), checks(graph)]
    }
    sections += [runs(plan), permissions(plan)]
    if options.origins { sections.append(origins(plan)) }
    return PageLayout.render(sections, style: options.style)
  }

  private static func headline(_ plan: ScenarioPlan) -> Section {
    let summary = plan.summary.map { StyledText(": \($0)") } ?? StyledText()
    var blocks = [Block.paragraph(StyledText(plan.scenario, .strong) + summary)]
    if plan.cells.count > 1, let first = plan.cells.first {
      blocks.append(.paragraph(StyledText("shown for the first cell, \(first.label)", .faint)))
    }
    return Section(nil, blocks)
  }

  private static func roles(_ graph: ExecutionGraph) -> Section {
    let rows = graph.roles.map { role in
      [
        role.name, role.workload, PlanWords.executor(role), PlanWords.workers(role), PlanWords.tasks(role, graph),
        PlanWords.queueNames(role.into, graph),
      ].map { StyledText($0) }
    }
    let columns: [Table.Column] = [
      .init("role", flexible: true), .init("workload", flexible: true), .init("executor", flexible: true, rank: 3),
      .init("workers", .right, rank: 4), .init("tasks", flexible: true, rank: 2),
      .init("into", flexible: true, rank: 1),
    ]
    return Section("roles", [.table(Table(columns, rows))])
  }

  private static func queues(_ graph: ExecutionGraph) -> Section {
    let rows = graph.queues.map { queue in
      [
        queue.name, PlanWords.capacity(queue), queue.order.rawValue, queue.full.rawValue, queue.backend.rawValue,
        PlanWords.roleNames(queue.producers, graph), PlanWords.roleNames(queue.consumers, graph),
      ].map { StyledText($0) }
    }
    guard !rows.isEmpty else { return Section(nil, []) }
    let columns: [Table.Column] = [
      .init("queue", flexible: true), .init("capacity", .right), .init("order", rank: 3), .init("when full", rank: 2),
      .init("backend", rank: 1), .init("put by", flexible: true, rank: 4), .init("taken by", flexible: true, rank: 5),
    ]
    return Section("queues", [.table(Table(columns, rows))])
  }

  private static func shared(_ graph: ExecutionGraph) -> Section {
    let shared = graph.shared
    var rows: [(name: String, kind: String, value: String)] = shared.variables.map { variable in
      let words = shared.words[variable.first..<variable.first + variable.count]
      let value = StateValue(
        name: variable.name, isBoolean: variable.isBoolean, isList: variable.isList, words: Array(words))
      // The words of a report, without the name that has a column of its own.
      return (variable.name, "variable", String(Words.state([value]).dropFirst(variable.name.count + 3)))
    }
    rows += shared.locks.map { ($0.name, "lock", $0.kind.rawValue) }
    rows += shared.semaphores.map { ($0.name, "semaphore", Quantity.counted($0.permits, "permit")) }
    rows += shared.conditions.map { ($0.name, "condition", "of \(shared.locks[$0.lock].name)") }
    rows += shared.barriers.map { ($0.name, "barrier", "for \($0.parties)") }
    guard !rows.isEmpty else { return Section(nil, []) }
    let shown = rows.prefix(longestList).map { [StyledText($0.name), StyledText($0.kind), StyledText($0.value)] }
    var blocks = [
      Block.table(
        Table([.init("shared", flexible: true), .init("kind", rank: 1), .init("at the start", flexible: true)], shown))
    ]
    if rows.count > shown.count {
      blocks.append(.paragraph(StyledText("and \(rows.count - shown.count) more", .faint)))
    }
    return Section("shared", blocks)
  }

  /// More shared things than this are only counted.
  private static let longestList = 40

  private static func checks(_ graph: ExecutionGraph) -> Section {
    Section("checks", graph.checks.map { .paragraph(StyledText("\($0.kind.words) \($0.title)")) })
  }

  private static func runs(_ plan: ScenarioPlan) -> Section {
    var blocks: [Block] = []
    if plan.cells.count > 1 {
      let rows = plan.cells.enumerated().map { index, cell in
        [
          StyledText("\(index + 1)"), StyledText(cell.label), StyledText("\(cell.warmups)"),
          StyledText("\(cell.repetitions)"), StyledText(index == 0 ? "baseline" : ""),
        ]
      }
      let columns: [Table.Column] = [
        .init("cell", .right), .init("settings", flexible: true), .init("warm-ups", .right, rank: 1),
        .init("runs", .right, rank: 2), .init("", rank: 3),
      ]
      blocks.append(.table(Table(columns, rows)))
    }
    if let skipped = plan.skipSummary { blocks.append(.paragraph(StyledText(skipped))) }
    blocks.append(.paragraph(StyledText(total(plan))))
    return Section("runs", blocks)
  }

  private static func total(_ plan: ScenarioPlan) -> String {
    let warmups = plan.cells.reduce(0) { $0 + $1.warmups }
    var text = Quantity.counted(Int64(plan.runs), "run")
    if warmups > 0 { text += ", \(warmups) of them to warm up" }
    guard let measure = plan.baseline?.measure else { return text }
    text += "; one that lasts longer than \(Quantity.duration(measure.timeout.value)) is ended"
    if let seed = measure.seed { text += "; seed \(seed.value)" }
    return text
  }

  private static func permissions(_ plan: ScenarioPlan) -> Section {
    Section(
      "permissions",
      plan.needs.map { need in
        let place = PlanWords.place(need.range).map { " at \($0)" } ?? ""
        return .paragraph(
          StyledText(need.permission.flag, .strong)
            + StyledText(" for workload '\(need.workload)'\(place)"))
      })
  }

  private static func origins(_ plan: ScenarioPlan) -> Section {
    let rows = plan.origins.map { origin in
      [
        StyledText(origin.path), StyledText(origin.value),
        StyledText(PlanWords.source(origin), origin.source == .standard ? .faint : .plain),
      ]
    }
    guard !rows.isEmpty else { return Section(nil, []) }
    let columns: [Table.Column] = [
      .init("setting", flexible: true), .init("value", flexible: true), .init("from"),
    ]
    return Section("where values come from", [.table(Table(columns, rows))])
  }
}

extension GraphCheck.Kind {
  /// As it is written in a file.
  fileprivate var words: String {
    switch self {
    case .always: "always"
    case .finally: "finally"
    case .eventually: "eventually"
    case .neverDeadlock, .neverDataRace, .neverStarvation: ""
    }
  }
}
