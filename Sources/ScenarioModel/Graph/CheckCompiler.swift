// From checks to programs over the shared words.
import ScenarioSyntax

/// Compiles what must hold.
struct CheckCompiler {
  let names: SharedNames
  let layout: SharedLayout
  /// Every counter of the graph, for `finally`.
  let counters: [String]
  /// The scenario is explored, not run.
  let judgesEveryRun: Bool
  private(set) var diagnostics: [Diagnostic] = []

  init(names: SharedNames, layout: SharedLayout, counters: [String], judgesEveryRun: Bool) {
    self.judgesEveryRun = judgesEveryRun
    self.names = names
    self.layout = layout
    self.counters = counters
  }

  mutating func compile(_ check: CheckDeclaration) -> GraphCheck? {
    switch check.kind {
    case .always(let condition): return compile(condition, "always", .always, check)
    case .finally(let condition): return compile(condition, "finally", .finally, check)
    case .eventually(let condition):
      warnUnjudged(check)
      return compile(condition, "eventually", .eventually, check)
    case .neverDeadlock: return GraphCheck(kind: .neverDeadlock, title: check.title, range: check.range)
    case .neverDataRace:
      warnUnjudged(check)
      return GraphCheck(kind: .neverDataRace, title: check.title, range: check.range)
    case .neverStarvation:
      warnUnjudged(check)
      return GraphCheck(kind: .neverStarvation, title: check.title, range: check.range, fairness: check.fairness)
    }
  }

  private mutating func compile(
    _ condition: Expression, _ verb: String, _ kind: GraphCheck.Kind, _ check: CheckDeclaration
  ) -> GraphCheck? {
    let place = ExpressionResolver.Place.check(
      verb: verb, counters: counters, firstCounter: layout.words.count)
    var resolver = ExpressionResolver(names, LocalScope(), place)
    let resolved = resolver.resolve(condition, as: .boolean, for: "`\(verb)`")
    diagnostics += resolver.diagnostics
    guard let resolved else { return nil }
    var emitter = Emitter()
    emitter.builder.enter(StepSite(verb: verb, range: check.range))
    let result = emitter.register(emitter.emit(resolved))
    emitter.builder.emit(Instruction(.end, a: result))
    return GraphCheck(
      kind: kind, title: check.title, program: emitter.builder.program, words: resolved.words.sorted(),
      range: check.range, fairness: check.fairness)
  }

  private mutating func warnUnjudged(_ check: CheckDeclaration) {
    guard !judgesEveryRun else { return }
    diagnostics.append(
      Diagnostic(
        .checkNeedsExplore, severity: .warning, message: "a real run cannot judge this check", range: check.range,
        notes: ["it speaks about every possible run, and one run is one of them"],
        help: "it stays unjudged until the scenario is explored"))
  }
}
