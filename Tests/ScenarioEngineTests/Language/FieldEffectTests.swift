// No field is accepted and ignored: each changes what is run, what is expected, or what reports and selections go by.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@testable import ScenarioEngine

@Suite("Every field of the language as it is")
struct FieldEffectTests {
  /// The samples of all fields; those first that mean something only beside others, or beside what is declared.
  private static let samples: [FieldSample] = {
    let paths = Set(together.map(\.path))
    return together + FieldSamples.all(catalog: CompiledScenario.catalog).filter { !paths.contains($0.path) }
  }()

  private static let together = [
    sleep("duration", "duration: 1ms", "duration: 2ms"),
    sleep("distribution", "duration: 1ms", "distribution: exponential, mean: 1ms"),
    sleep("low", "distribution: uniform, low: 1ms, high: 9ms", "distribution: uniform, low: 2ms, high: 9ms"),
    sleep("high", "distribution: uniform, low: 1ms, high: 8ms", "distribution: uniform, low: 1ms, high: 9ms"),
    sleep("mean", "distribution: exponential, mean: 1ms", "distribution: exponential, mean: 2ms"),
    sleep("median", "distribution: lognormal, median: 1ms, sigma: 1", "distribution: lognormal, median: 2ms, sigma: 1"),
    sleep("sigma", "distribution: lognormal, median: 1ms, sigma: 1", "distribution: lognormal, median: 1ms, sigma: 2"),
    python("file", "file: a.py", "file: b.py"), python("code", "code: '1'", "code: '2'"),
    python("function", "file: a.py", "file: a.py, function: other"),
    python("arguments", "file: a.py", "file: a.py, arguments: [1]"),
    python("interpreter", "file: a.py", "file: a.py, interpreter: python3.13t"),
    python("expect", "file: a.py", "file: a.py, expect: 1"),
    FieldSample(
      "workload.http.trust", "workload: { type: http, url: 'https://localhost' }",
      "workload: { type: http, url: 'https://localhost', trust: a.pem }"),
    FieldSample(
      "workload.database.connections", "workload: { type: database, url: 'postgresql://localhost' }",
      "workload: { type: database, url: 'postgresql://localhost', connections: 5 }"),
    FieldSample(
      "workload.steps.steps", "workload: { type: steps, steps: [yield] }",
      "workload: { type: steps, steps: [yield, { sleep: 1ms }] }"),
  ]

  private static func python(_ field: String, _ without: String, _ with: String) -> FieldSample {
    FieldSample(
      "workload.python.\(field)", "workload: { type: python, \(without) }", "workload: { type: python, \(with) }")
  }

  private static func sleep(_ field: String, _ without: String, _ with: String) -> FieldSample {
    FieldSample(
      "workload.sleep.\(field)", "workload: { type: sleep, \(without) }", "workload: { type: sleep, \(with) }")
  }

  @Test("has a sample")
  func samplesOfAll() {
    let paths = Set(FieldSamples.paths(ScenarioFields.table(catalog: CompiledScenario.catalog)))
    let sampled = Set(FieldEffectTests.samples.map(\.path))
    #expect(paths.subtracting(sampled).subtracting(FieldSamples.unobservable).sorted() == [])
    #expect(sampled.subtracting(paths).sorted() == [])
  }

  /// What is made of a scenario, as texts that tell two of them apart.
  private struct Outcome {
    /// The cells of the comparison with their graphs, and the expectations.
    var plan: String
    /// What the executors need to run the graphs.
    var needs: String
    /// What lists, reports and `batch --tag` go by.
    var heading: String
    /// What a user is told will not happen.
    var warnings: [String]
  }

  private func outcome(_ text: String) throws -> Outcome {
    let base = ["dir/base.yaml": "tasks: 7"]
    let loaded = load(text, files: base, catalog: CompiledScenario.catalog)
    #expect(loaded.findings == [], "\(text)")
    let compiled = loaded.cells.map { GraphCompiler.compile($0.document, catalog: CompiledScenario.catalog) }
    #expect(compiled.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.brief) == [], "\(text)")
    let graphs = try compiled.map { try #require($0.graph) }
    let plans = graphs.filter { Executors.builtIn.model(of: $0) == nil }.flatMap(\.roles).map {
      Executors.builtIn.named($0.executor).requirements(of: $0).plan
    }
    let models = try graphs.filter { Executors.builtIn.model(of: $0) != nil }.map {
      try ExploreModel($0, hasSpuriousWakeUps: Explorer.hasSpuriousWakeUps($0)).hasSpuriousWakeUps
    }
    let document = try #require(loaded.cells.first).document
    let cells = loaded.cells.map { "\($0.label) \(describe($0.parameters))" }
    return Outcome(
      plan: describe(graphs) + cells.joined() + describe(document.expectations),
      needs: describe(plans) + describe(models),
      heading: describe([document.name, document.summary].compactMap(\.self)) + describe(document.tags),
      warnings: compiled.flatMap(\.diagnostics).map(\.message))
  }

  @Test("changes what is run, or what lists and reports say", arguments: samples)
  func effect(_ sample: FieldSample) throws {
    let (without, with) = (try outcome(sample.without), try outcome(sample.with))
    switch sample.path {
    case "summary", "tags": #expect(without.heading != with.heading)
    default: #expect(without.plan != with.plan)
    }
    // An executor's options are kept in the graph as they are: only what the executor makes of them shows that it does.
    if sample.path.hasPrefix("strategy.") { #expect(without.needs != with.needs) }
  }

  @Test("alone makes the difference: the same text has the same outcome")
  func noNoise() throws {
    for sample in FieldEffectTests.samples {
      let (first, second) = (try outcome(sample.with), try outcome("# moved\n\n" + sample.with))
      #expect(first.plan == second.plan && first.needs == second.needs && first.heading == second.heading, "\(sample)")
    }
  }
}
