// A plan in its four forms.
import ScenarioModel
import ScenarioReport
import ScenarioSyntax
import Support
import Testing

@Suite("Plans")
struct PlanTests {
  private static let pipeline = """
    scenario: image_pipeline
    summary: Which strategy should the middle stage use?
    vars: { pictures: 500, depth: 32 }
    extends: base.yaml
    state: { open: true, done: [0, 0, 0] }
    locks: { album: {}, shelf: 2 }
    semaphores: { gate: 3 }
    queues:
      raw:   { capacity: ${depth} }
      small: { capacity: unbounded, order: priority }
      meet:  { capacity: 0 }
    roles:
      read:   { workload: { type: sleep, duration: 2ms }, strategy: async, workers: unbounded, tasks: "${pictures}", into: raw }
      shrink: { workload: { type: exec, command: [convert, "-"] }, workers: 2, from: raw, into: [small, meet] }
      store:  { workload: noop, strategy: { executor: thread, spawn: per_task }, workers: 4, from: [small, meet] }
    compare:
      roles.shrink.strategy: [thread, process]
      roles.shrink.workers:  [1, 2]
    measure: { warmup: 1, repeat: 5, timeout: 2m }
    check:
      - finally: open
    """

  private func plan(_ yaml: String, path: String = "image.yaml", overrides: [Override] = []) throws -> ScenarioPlan {
    let loader = ScenarioLoader(catalog: .test) { path in
      .success(SourceFile(name: path, bytes: Array("measure: { seed: 7 }\n".utf8)))
    }
    let file = SourceFile(name: path, bytes: Array(yaml.utf8))
    let loaded = loader.load(file, overrides: overrides)
    let compiled = loaded.cells.map { GraphCompiler.compile($0.document, catalog: .test) }
    let found = loaded.diagnostics + compiled.flatMap(\.diagnostics)
    try #require(!found.contains { $0.severity == .error }, "\(found.map(\.brief))")
    return ScenarioPlan(loaded, graphs: compiled.compactMap(\.graph), path: path)
  }

  @Test("each form is as its golden file says", arguments: PlanForms.all.map { $0.name })
  func golden(name: String) throws {
    let form = try #require(PlanForms.named(name))
    let text = form.render(try plan(PlanTests.pipeline), PlanOptions(style: ReportStyle(width: 100), origins: true))
    let difference = Golden.difference(text, from: "../Golden/plan/\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("runs are warm-ups and repetitions of every cell")
  func runs() throws {
    let plan = try plan(PlanTests.pipeline)
    #expect(plan.cells.count == 4)
    #expect(plan.runs == 24)
    #expect(try self.plan("scenario: one\nworkload: noop\n").runs == 1)
  }

  @Test("no line is wider than the page", arguments: [20, 30, 40, 60, 80])
  func width(cells: Int) throws {
    let plan = try plan(PlanTests.pipeline)
    let text = TextPlan.render(plan, PlanOptions(style: ReportStyle(width: cells), origins: true))
    for line in text.split(separator: "\n") { #expect(line.count <= cells, "\(line)") }
    #expect(text.contains("shrink"))
  }

  @Test("a flag is named as the origin of what it sets")
  func flags() throws {
    let flag = Override.workers("3")
    let plan = try plan("scenario: one\nworkload: noop\n", overrides: [flag])
    let text = TextPlan.render(plan, PlanOptions(origins: true))
    #expect(text.contains("flag --workers 3"))
  }

  @Test("names that mean something to Mermaid or Graphviz are drawn as they are")
  func escaping() {
    var graph = ExecutionGraph(scenario: "a\"b")
    graph.roles = [
      GraphRole(
        name: "end\"] --> <b>#;{x}", program: Program(), executor: "thread", options: ["a\\b": .text("c\"d\ne")],
        workload: "noop")
    ]
    let plan = ScenarioPlan(
      scenario: "a\"b", path: "x", cells: [ScenarioPlan.Cell(label: "", parameters: [], graph: graph)])
    let mermaid = MermaidPlan.render(plan, PlanOptions())
    #expect(mermaid.contains(#"r0["end#34;#93; --#62; #60;b#62;#35;#59;#123;x#125;<br/>noop"#))
    let dot = DotPlan.render(plan, PlanOptions())
    #expect(dot.hasPrefix(#"digraph "a\"b" {"#))
    #expect(dot.contains(#"label="end\"] --> <b>#;{x}\nnoop\nthread (a\\b c\"d e), 1 worker\n1 task""#))
  }

  @Test("JSON is one document that can be read back")
  func json() throws {
    let plan = try plan(PlanTests.pipeline)
    guard case .object(let object) = JSONPlan.value(plan, origins: false) else {
      Issue.record("not an object")
      return
    }
    #expect(object["schema"] == .string("scenario-plan/1"))
    #expect(object["runs"] == .int(24))
    #expect(object["origins"] == nil)
    guard case .array(let cells) = object["cells"] else {
      Issue.record("no cells")
      return
    }
    #expect(cells.count == 4)
  }
}
