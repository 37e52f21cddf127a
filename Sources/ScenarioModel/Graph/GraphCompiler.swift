// From a document to its execution graph: names to indices, steps to programs, queues to edges.
import ScenarioSyntax

/// Compiles one document, that is one cell of a comparison.
package struct GraphCompiler {
  private let document: ScenarioDocument
  private let catalog: Catalog
  private let layout: SharedLayout
  private let names: SharedNames
  private var counters = CounterTable()
  private var awaitCount = 0
  /// Semaphores of the programs' own, in order; they lie behind those of the document.
  private var limits: [SharedLayout.Semaphore] = []
  private var diagnostics: [Diagnostic] = []

  /// The graph, or nil when there is an error among the findings. Warnings do not keep a graph from being run.
  ///
  /// A document in which mistakes have been found already is compiled as far as it goes, to find more of them.
  package static func compile(
    _ document: ScenarioDocument, catalog: Catalog
  ) -> (graph: ExecutionGraph?, diagnostics: [Diagnostic]) {
    var compiler = GraphCompiler(document, catalog)
    let graph = compiler.compile()
    let diagnostics = DiagnosticOrder.sorted(compiler.diagnostics)
    return (diagnostics.contains { $0.severity == .error } ? nil : graph, diagnostics)
  }

  private init(_ document: ScenarioDocument, _ catalog: Catalog) {
    self.document = document
    self.catalog = catalog
    let shared = SharedCompiler(document)
    layout = shared.layout
    names = shared.names
  }

  private mutating func compile() -> ExecutionGraph {
    var graph = ExecutionGraph(scenario: document.name.value, shared: layout, measure: document.measure)
    let roles = document.roles.map { compile($0) }
    graph.shared.awaitCount = awaitCount
    graph.shared.semaphores += limits
    graph.counters = counters.names
    let subject = GraphSubject(document: document, names: names)
    let order = RoleOrder(feeds: subject.feeds).order
    graph.roles = order.map { roles[$0] }
    graph.queues = compileQueues(subject, order)
    let isModelled = document.roles.contains { role in
      catalog.executors.contains { $0.name == role.strategy.executor.value && $0.isModel }
    }
    var checks = CheckCompiler(
      names: names, layout: layout, counters: counters.names, judgesEveryRun: isModelled)
    graph.checks = document.checks.compactMap { checks.compile($0) }
    diagnostics += checks.diagnostics
    for rule in GraphRules.all { rule.check(subject, &diagnostics) }
    return graph
  }

  // MARK: Roles

  private mutating func compile(_ role: RoleDeclaration) -> GraphRole {
    GraphRole(
      name: role.name.value, program: compile(role.workload, of: role.name.value),
      executor: role.strategy.executor.value,
      options: role.strategy.options.mapValues(\.value), workers: role.workers.value, source: source(of: role),
      into: indices(of: role.into), collect: role.collect.value, workload: role.workload.type.value,
      range: role.name.range)
  }

  private mutating func compile(_ workload: WorkloadDeclaration, of role: String) -> Program {
    var builder = ProgramBuilder(role: role, firstLimit: layout.semaphores.count + limits.count)
    builder.enter(StepSite(verb: workload.type.value, range: workload.type.range))
    guard workload.type.value != WorkloadDescriptor.steps.name else { return compileSteps(workload, builder) }
    let descriptor = catalog.workloads.first { $0.name == workload.type.value }
    let result = descriptor?.compile?(workload, &builder)
    builder.emit(Instruction(.end, a: result ?? -1))
    diagnostics += builder.diagnostics
    limits += builder.limits
    return builder.program
  }

  private mutating func compileSteps(_ workload: WorkloadDeclaration, _ builder: ProgramBuilder) -> Program {
    var steps = StepCompiler(
      names: names, catalog: catalog, builder: builder, steps: workload.steps,
      counters: counters, nextAwait: awaitCount)
    steps.compileTask(workload.steps)
    counters = steps.counters
    awaitCount = steps.nextAwait
    diagnostics += steps.diagnostics
    limits += steps.emitter.builder.limits
    return steps.emitter.builder.program
  }

  private func source(of role: RoleDeclaration) -> GraphRole.Source {
    if !role.from.isEmpty { return .queues(indices(of: role.from)) }
    if let items = role.items { return .items(items.value) }
    if let rate = role.rate {
      return .open(
        RateProfile(rate.value, duration: document.measure.duration?.value ?? 0), arrivals: role.arrivals.value)
    }
    if let tasks = role.tasks { return .count(tasks.value) }
    if case .count(let workers) = role.workers.value { return .count(workers) }
    return .count(0)
  }

  private func indices(of queues: [Located<String>]) -> [Int] { queues.compactMap { names.queues[$0.value]?.index } }

  // MARK: Queues

  /// - Parameter order: the document's role indices in the graph's order.
  private func compileQueues(_ subject: GraphSubject, _ order: [Int]) -> [GraphQueue] {
    document.queues.enumerated().map { index, queue in
      let uses = order.enumerated().map { (position: $0.offset, uses: subject.roles[$0.element]) }
      return GraphQueue(
        name: queue.name.value, capacity: queue.capacity.value, order: queue.order.value, full: queue.full.value,
        backend: queue.backend.value,
        producers: uses.filter { $0.uses.putsInto(index) }.map(\.position),
        consumers: uses.filter { $0.uses.takesFrom(index) }.map(\.position), range: queue.name.range)
    }
  }
}
