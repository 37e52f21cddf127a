// Steps that write variables: `set`, `atomic`, `cas`, `choose`.
import ScenarioSyntax

extension StepCompiler {
  /// Where a value goes.
  enum Destination {
    case local(Int32)
    case word(Int)
    /// An element of a shared list; the index is evaluated after the value.
    case element(first: Int, count: Int, index: Resolved)
  }

  mutating func compileSet(_ assignment: Assignment) {
    let value = resolve(assignment.value)
    guard let value else {
      // The name exists from here on, so that later steps are judged on their own.
      declareBroken(assignment.target.name)
      return
    }
    guard let destination = destination(assignment.target, value.type, assignment.value.range) else { return }
    write(value.value, to: destination)
    finish(assignment.target)
  }

  mutating func compileAtomic(_ target: Target, _ value: Expression, _ old: Located<String>?) {
    guard let shared = sharedTarget(target, verb: "atomic") else {
      _ = resolve(value)
      declareBroken(old)
      return
    }
    let at = checked(shared)
    let before = emitter.temporary()
    let place = ExpressionResolver.Place.atomic(target: target.name.value, index: shared.index, register: before)
    let begin = emitter.builder.emit(at.instruction(.atomicBegin, before))
    if let new = resolve(value, as: shared.type, for: "'\(target.name.value)'", place) {
      let result = emitter.register(emitter.emit(new))
      var commit = at.instruction(.atomicCommit, result)
      if let length = Int16(exactly: emitter.builder.next - begin) {
        commit.extra = length
        emitter.builder.emit(commit)
      } else {
        report(
          .expressionTooLong, "the expression takes more than \(Int16.max) instructions, too many for one step",
          at: value.range, help: "compute parts of it into locals before")
      }
    }
    if let old { store(.register(before), shared.type, into: old) }
  }

  mutating func compileCAS(_ target: Target, _ expected: Expression, _ new: Expression, _ into: Located<String>?) {
    guard let shared = sharedTarget(target, verb: "cas") else {
      for value in [expected, new] { _ = resolve(value) }
      declareBroken(into)
      return
    }
    let what = "'\(target.name.value)'"
    let block = emitter.temporaries(3)
    let first = resolve(expected, as: shared.type, for: what)
    if let first { emitter.emit(first, to: block + 1) }
    let second = resolve(new, as: shared.type, for: what)
    if let second { emitter.emit(second, to: block + 2) }
    if first != nil, second != nil { emitter.builder.emit(checked(shared).instruction(.compareAndSwap, block)) }
    if let into { store(.register(block), .boolean, into: into) }
  }

  mutating func compileChoose(_ target: Target, _ among: [Expression]) {
    let values = among.map { resolve($0) }
    guard let first = values.first, let type = first?.type, values.allSatisfy({ $0 != nil }) else {
      declareBroken(target.name)
      return
    }
    for (value, expression) in zip(values, among) where value?.type != type {
      report(
        .typeMismatch, "'\(expression.text)' is \((value?.type ?? type).words), the values before it are not",
        at: expression.range, help: "choose among values of one type")
      return
    }
    guard let destination = destination(target, type, among[0].range) else { return }
    let chosen = emitter.temporary()
    let resolved = values.compactMap { $0?.value }
    let constants = resolved.compactMap(\.constantValue)
    if constants.count == resolved.count {
      emitChoice(among: constants, into: chosen)
    } else {
      emitChoice(amongComputed: resolved, into: chosen)
    }
    write(.register(chosen), to: destination)
    finish(target)
  }

  private mutating func emitChoice(among constants: [Int64], into chosen: Int32) {
    let first = emitter.builder.addConstants(constants)
    emitter.builder.emit(Instruction(.choose, a: chosen, b: first, c: Int32(constants.count)))
  }

  /// Chooses a position first, so that only the chosen value is computed.
  private mutating func emitChoice(amongComputed values: [Resolved], into chosen: Int32) {
    let position = emitter.temporary()
    emitChoice(among: values.indices.map(Int64.init), into: position)
    let end = emitter.label()
    for (index, value) in values.enumerated() {
      let next = emitter.label()
      let matches = emitter.temporary()
      emitter.builder.emit(Instruction(.equal, a: matches, b: position, c: Int32(index), flags: .immediate))
      emitter.emit(Instruction(.jumpIfZero, a: matches), to: next)
      emitter.emit(value, to: chosen)
      emitter.jump(to: end)
      emitter.place(next)
    }
    emitter.place(end)
  }

  // MARK: Destinations

  /// Where a target's value goes, once its type has been checked; declares a new local.
  mutating func destination(_ target: Target, _ type: ValueType, _ valueRange: SourceRange?) -> Destination? {
    let name = target.name.value
    if let variable = names.variables[name] {
      guard let destination = sharedDestination(target, variable) else { return nil }
      guard variable.type == type else {
        reportMismatch(name, variable.type, type, valueRange ?? target.name.range, declared: variable.range)
        return nil
      }
      return destination
    }
    if names.unread.mayDeclare(name) {
      // Maybe a shared variable; nothing is known of its type.
      declareBroken(target.name)
      return nil
    }
    guard isLocal(target) else { return nil }
    guard let local = scope.locals[name] else { return .local(declare(target.name, type)) }
    guard let known = local.type else {
      scope.declare(name, LocalScope.Local(register: local.register, type: type, range: target.name.range))
      return .local(local.register)
    }
    guard known == type else {
      reportMismatch(name, known, type, valueRange ?? target.name.range, declared: local.range)
      return nil
    }
    return .local(local.register)
  }

  mutating func write(_ value: Resolved, to destination: Destination) {
    switch destination {
    case .local(let register): emitter.emit(value, to: register)
    case .word(let word):
      let source = emitter.register(emitter.emit(value))
      emitter.builder.emit(Instruction(.store, a: source, b: Int32(word)))
    case .element(let first, let count, let index):
      let source = emitter.register(emitter.emit(value))
      let at = emitter.checkedIndex(index, count: count)
      emitter.builder.emit(Instruction(.store, a: source, b: Int32(first), c: at, flags: .indexed))
    }
  }

  /// Stores a value that an instruction has left in a register under a name: `into`, `old`, `as`.
  mutating func store(_ value: Resolved, _ type: ValueType, into name: Located<String>) {
    let target = Target(name: name)
    guard let destination = destination(target, type, nil) else { return }
    write(value, to: destination)
    finish(target)
  }

  /// The target has a value from here on.
  mutating func finish(_ target: Target) {
    if names.variables[target.name.value] == nil { scope.assign(target.name.value) }
  }

  /// Makes a new local and returns its register.
  private mutating func declare(_ name: Located<String>, _ type: ValueType?) -> Int32 {
    let register = emitter.builder.register(named: name.value)
    scope.declare(name.value, LocalScope.Local(register: register, type: type, range: name.range))
    return register
  }

  /// Declares a name whose value could not be compiled, so that its uses are not reported as well.
  mutating func declareBroken(_ name: Located<String>?) {
    guard let name, names.variables[name.value] == nil, SharedNames.given[name.value] == nil else { return }
    if scope.locals[name.value] == nil { _ = declare(name, nil) }
    scope.assign(name.value)
  }

  private mutating func sharedDestination(_ target: Target, _ variable: SharedNames.Variable) -> Destination? {
    guard let index = target.index else {
      guard !variable.isList else {
        report(
          .listWithoutIndex, "'\(target.name.value)' is a list", at: target.name.range,
          help: "write one element: `\(target.name.value)[0]`")
        return nil
      }
      return .word(variable.first)
    }
    guard variable.isList else {
      report(
        .notAList, "'\(target.name.value)' is a single variable, not a list", at: target.name.range,
        help: "write `\(target.name.value)` without an index")
      return nil
    }
    var resolver = ExpressionResolver(names, scope, .step)
    defer { diagnostics += resolver.diagnostics }
    guard let resolved = resolver.resolveIndex(index, count: variable.count, of: target.name.value) else { return nil }
    if let constant = resolved.constantValue { return .word(variable.first + Int(constant)) }
    return .element(first: variable.first, count: variable.count, index: resolved)
  }

  /// Whether a target that is not shared may be a local.
  private mutating func isLocal(_ target: Target) -> Bool {
    let name = target.name.value
    guard SharedNames.given[name] == nil else { return false }
    if let sibling = scope.siblings[name] {
      report(
        .localOfSibling, "'\(name)' is set by branch '\(sibling.branch)' as well, which runs at the same time",
        at: target.name.range, labels: sibling.range.map { [Label("set here", at: $0)] } ?? [],
        help: "share it through `state`, or give each branch a local of its own")
      return false
    }
    if target.index != nil {
      diagnostics += names.mismatch(
        target.name, wanted: "a list", section: "state", candidates: names.variables.filter { $0.value.isList }.keys)
      return false
    }
    return true
  }

  private mutating func reportMismatch(
    _ name: String, _ declared: ValueType, _ found: ValueType, _ range: SourceRange?, declared place: SourceRange?
  ) {
    report(
      .typeMismatch, "'\(name)' holds \(declared.words), and this is \(found.words)", at: range,
      labels: place.map { [Label("it gets its type here", at: $0)] } ?? [],
      help: declared == .boolean ? "compare: `… != 0`" : "choose a number with an `if` step, or use another name")
  }
}
