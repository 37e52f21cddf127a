// From steps to a program. This file has the frame of it; the verbs are in the files beside it.
import ScenarioSyntax

/// Compiles the steps of one task into instructions, and reports what is wrong with them.
///
/// The number of visible instructions is the language's: each read of a shared variable is one `load`, each write one
/// `store`. Nothing visible is folded away, added or moved.
struct StepCompiler {
  let names: SharedNames
  let catalog: Catalog
  var emitter: Emitter
  var scope: LocalScope
  var diagnostics: [Diagnostic] = []
  /// Counters of all programs so far, in order of first appearance.
  var counters: CounterTable
  /// The next free index of an `await` object.
  var nextAwait: Int
  /// `lock` bodies around the current step, outermost first.
  var lockScopes: [LockScope] = []
  var frame = Frame.task
  /// What is assigned at each `return` of the inlined program being compiled.
  var returnFlows: [LocalScope.Flow] = []
  /// The most strands alive at once in what has been compiled of the current list.
  var peakStrands = 1

  /// What `return` ends.
  enum Frame {
    case task
    /// A program inlined by `run`: goes on at `end` with the result in `result`; lock bodies from `lockDepth` on are
    /// its own.
    case inline(result: Int32, end: JumpLabel, lockDepth: Int)
    /// A branch of `parallel`: cannot return.
    case branch(name: Located<String>)
  }

  init(
    names: SharedNames, catalog: Catalog, builder: ProgramBuilder, steps: [Step], counters: CounterTable, nextAwait: Int
  ) {
    self.names = names
    self.catalog = catalog
    self.counters = counters
    self.nextAwait = nextAwait
    emitter = Emitter(builder)
    scope = LocalScope(everSet: AssignedNames.all(in: steps))
  }

  /// Compiles a task's steps to the end of the program.
  mutating func compileTask(_ steps: [Step]) {
    let site = emitter.builder.site
    compile(steps)
    emitter.builder.resume(site: site)
    emitter.builder.emit(Instruction(.end, a: -1))
    let peak = peakStrands
    emitter.builder.edit { program in
      program.peakStrands = peak
      program.waitsForOthers = program.instructions.contains(where: \.opcode.dependsOnOthers)
    }
  }

  mutating func compile(_ steps: [Step]) {
    var warned = false
    var previous: Step?
    for step in steps {
      if let previous, !scope.isReachable, !warned {
        warned = true
        diagnostics.append(
          Diagnostic(
            .unreachableStep, severity: .warning, message: "this step and those after it never run",
            range: step.keyRange, labels: [Label("nothing goes on after this", at: previous.keyRange)],
            help: "remove them, or move them before it"))
      }
      compile(step)
      previous = step
    }
  }

  private mutating func compile(_ step: Step) {
    let outer = emitter.builder.site
    let mark = emitter.pool.mark
    emitter.builder.enter(StepSite(verb: step.verb.name, range: step.range))
    compileVerb(step)
    emitter.pool.release(to: mark)
    emitter.builder.resume(site: outer)
  }

  private mutating func compileVerb(_ step: Step) {
    switch step.verb {
    case .unreadable(let bodies): compileUnreadable(bodies)
    case .set(let assignments): for assignment in assignments { compileSet(assignment) }
    case .atomic(let target, let value, let old): compileAtomic(target, value, old)
    case .cas(let target, let expected, let new, let into): compileCAS(target, expected, new, into)
    case .choose(let target, let among): compileChoose(target, among)
    case .choice(let condition, let then, let otherwise): compileIf(condition, then, otherwise)
    case .loop(let condition, let body): compileWhile(condition, body)
    case .repetition(let count, let counter, let body): compileRepeat(count, counter, body)
    case .lock(let resource, let body): compileLock(resource, body)
    case .acquire(let resource): compileResource(resource, .acquire)
    case .release(let resource): compileResource(resource, .release)
    case .tryAcquire(let resource, let into): compileTry(resource, into)
    case .wait(let condition): compileWait(condition)
    case .signal(let condition): compileSignal(condition, .signal)
    case .broadcast(let condition): compileSignal(condition, .broadcast)
    case .barrier(let name): compileBarrier(name)
    case .await(let condition): compileAwait(condition)
    case .put(let queue, let value): compilePut(queue, value)
    case .get(let queue, let into, let closed): compileGet(queue, into, closed)
    case .close(let queue): compileClose(queue)
    case .sleep(let duration): compileTime(.sleep, duration.value)
    case .compute(let duration): compileTime(.compute, duration.value)
    case .yield: emitter.builder.emit(Instruction(.yield))
    case .run(let workload, let into, let assume):
      compileRun(workload, into, assume: assume?.value)
    case .parallel(let branches): compileParallel(branches)
    case .count(let name): compileCount(name)
    case .log(let text): compileLog(text)
    case .assert(let condition, let text): compileAssert(condition, text)
    case .fail(let text): compileFail(text.value)
    case .result(let value): compileReturn(value, step)
    }
  }

  // MARK: Expressions

  mutating func resolve(_ expression: Expression, _ place: ExpressionResolver.Place = .step) -> TypedValue? {
    var resolver = ExpressionResolver(names, scope, place)
    defer { diagnostics += resolver.diagnostics }
    return resolver.resolve(expression)
  }

  /// Resolves an expression that `what` needs to be of a type.
  mutating func resolve(
    _ expression: Expression, as type: ValueType, for what: String, _ place: ExpressionResolver.Place = .step
  ) -> Resolved? {
    var resolver = ExpressionResolver(names, scope, place)
    defer { diagnostics += resolver.diagnostics }
    return resolver.resolve(expression, as: type, for: what)
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange?, labels: [Label] = [], help: String? = nil
  ) {
    diagnostics.append(Diagnostic(code, message: message, range: range, labels: labels, help: help))
  }
}

/// Named counters, in order of first appearance.
struct CounterTable {
  private(set) var names: [String] = []

  mutating func index(of name: String) -> Int {
    if let known = names.firstIndex(of: name) { return known }
    names.append(name)
    return names.count - 1
  }
}

/// A `lock` body being compiled: how it gives back, and which instructions a failure of which it covers.
struct LockScope {
  /// Gives back what the body holds.
  var release: Instruction
  /// The parts of the body covered so far; what lies between belongs to branches, or comes after a release.
  var covered: [Range<Int32>] = []
  /// Where the part being compiled begins; nil while nothing is covered.
  var openedAt: Int32?

  mutating func open(at pc: Int32) { openedAt = pc }

  mutating func close(at pc: Int32) {
    if let start = openedAt, start < pc { covered.append(start..<pc) }
    openedAt = nil
  }
}

extension Opcode {
  /// Whether another worker can decide how long or with what result it runs.
  fileprivate var dependsOnOthers: Bool {
    switch self {
    case .sleep, .compute, .yield, .call, .end, .rethrow: false
    default: isVisible
    }
  }
}
