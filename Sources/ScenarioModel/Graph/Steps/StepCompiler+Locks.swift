// Steps on locks, semaphores, conditions and barriers.
import ScenarioSyntax

extension StepCompiler {
  /// What a bare operation does with a lock or semaphore.
  enum Operation { case acquire, release, attempt }

  /// A lock or semaphore that a step names, ready to be used: its index, if any, lies checked in a register.
  struct Held {
    var kind: Kind
    var object: Int32
    var index: Int32?

    enum Kind { case mutex, reentrant, reading, writing, permit }

    func instruction(_ operation: Operation, result: Int32 = 0) -> Instruction {
      let opcode = Held.opcode(kind, operation)
      guard let index else { return Instruction(opcode, a: result, b: object) }
      return Instruction(opcode, a: result, b: object, c: index, flags: .indexed)
    }

    private static func opcode(_ kind: Kind, _ operation: Operation) -> Opcode {
      switch (operation, kind) {
      case (.acquire, .mutex): .acquireMutex
      case (.acquire, .reentrant): .acquireReentrant
      case (.acquire, .reading): .acquireRead
      case (.acquire, .writing): .acquireWrite
      case (.acquire, .permit): .acquirePermit
      case (.release, .mutex): .releaseMutex
      case (.release, .reentrant): .releaseReentrant
      case (.release, .reading): .releaseRead
      case (.release, .writing): .releaseWrite
      case (.release, .permit): .releasePermit
      case (.attempt, .mutex): .tryMutex
      case (.attempt, .reentrant): .tryReentrant
      case (.attempt, .reading): .tryRead
      case (.attempt, .writing): .tryWrite
      case (.attempt, .permit): .tryPermit
      }
    }
  }

  mutating func compileLock(_ resource: Resource, _ body: [Step]) {
    guard let held = resolve(resource) else {
      compile(body)
      return
    }
    let site = emitter.builder.site
    emitter.builder.emit(held.instruction(.acquire))
    let release = held.instruction(.release)
    var lock = LockScope(release: release)
    lock.open(at: emitter.builder.next)
    lockScopes.append(lock)
    compile(body)
    var finished = lockScopes.removeLast()
    finished.close(at: emitter.builder.next)
    emitter.builder.resume(site: site)
    let end = emitter.label()
    if scope.isReachable {
      emitter.builder.emit(release)
      if !finished.covered.isEmpty { emitter.jump(to: end) }
    }
    if !finished.covered.isEmpty { emitHandler(finished) }
    emitter.place(end)
  }

  private mutating func emitHandler(_ lock: LockScope) {
    let handler = emitter.builder.emit(lock.release)
    emitter.builder.emit(Instruction(.rethrow))
    emitter.builder.edit { program in
      program.handlers += lock.covered.map {
        FailureHandler(lower: $0.lowerBound, upper: $0.upperBound, handler: handler)
      }
    }
  }

  mutating func compileResource(_ resource: Resource, _ operation: Operation) {
    guard let held = resolve(resource) else { return }
    emitter.builder.emit(held.instruction(operation))
  }

  mutating func compileTry(_ resource: Resource, _ into: Located<String>) {
    guard let held = resolve(resource) else {
      declareBroken(into)
      return
    }
    let got = emitter.temporary()
    emitter.builder.emit(held.instruction(.attempt, result: got))
    store(.register(got), .boolean, into: into)
  }

  // MARK: Conditions and barriers

  mutating func compileWait(_ name: Located<String>) {
    guard let condition = condition(name), let lock = condition.lock.flatMap({ names.locks[$0] }) else { return }
    let ticket = emitter.temporary()
    emitter.builder.emit(Instruction(.conditionEnter, a: ticket, b: Int32(condition.index)))
    emitter.builder.emit(Instruction(.conditionAwait, a: ticket, b: Int32(condition.index)))
    let acquire: Opcode = lock.kind == .reentrant ? .acquireReentrant : .acquireMutex
    let restores: Instruction.Flags = lock.kind == .reentrant ? .immediate : []
    emitter.builder.emit(Instruction(acquire, a: ticket, b: Int32(lock.first), flags: restores))
  }

  mutating func compileSignal(_ name: Located<String>, _ opcode: Opcode) {
    guard let condition = condition(name) else { return }
    emitter.builder.emit(Instruction(opcode, b: Int32(condition.index)))
  }

  private mutating func condition(_ name: Located<String>) -> SharedNames.Condition? {
    if let condition = names.conditions[name.value] { return condition }
    diagnostics += names.mismatch(name, wanted: "a condition", section: "conditions", candidates: names.conditions.keys)
    return nil
  }

  mutating func compileBarrier(_ name: Located<String>) {
    guard let barrier = names.barriers[name.value] else {
      diagnostics += names.mismatch(name, wanted: "a barrier", section: "barriers", candidates: names.barriers.keys)
      return
    }
    let generation = emitter.temporary()
    emitter.builder.emit(Instruction(.barrierArrive, a: generation, b: Int32(barrier.index)))
    emitter.builder.emit(Instruction(.barrierAwait, a: generation, b: Int32(barrier.index)))
  }

  // MARK: Names

  private mutating func resolve(_ resource: Resource) -> Held? {
    let name = resource.name.value
    if let semaphore = names.semaphores[name] {
      guard resource.index == nil else {
        report(
          .notAList, "'\(name)' is a semaphore, not a family of locks", at: resource.name.range,
          help: "write `\(name)` without an index")
        return nil
      }
      guard resource.mode == .exclusive else {
        reportMode(resource, "a semaphore has permits, not readers and writers", semaphore.range)
        return nil
      }
      return Held(kind: .permit, object: Int32(semaphore.index))
    }
    guard let lock = names.locks[name] else {
      let candidates = Array(names.locks.keys) + Array(names.semaphores.keys)
      diagnostics += names.mismatch(
        resource.name, wanted: "a lock or semaphore", section: "locks", candidates: candidates)
      return nil
    }
    guard let kind = kind(of: lock, resource) else { return nil }
    return located(lock, kind, resource)
  }

  private mutating func kind(of lock: SharedNames.Lock, _ resource: Resource) -> Held.Kind? {
    switch (lock.kind, resource.mode) {
    case (.mutex, .exclusive): return .mutex
    case (.reentrant, .exclusive): return .reentrant
    case (.readWrite, .read): return .reading
    case (.readWrite, .exclusive), (.readWrite, .write): return .writing
    case (.mutex, _), (.reentrant, _):
      reportMode(
        resource,
        "'\(resource.name.value)' is a \(lock.kind == .mutex ? "mutex" : "reentrant lock") and knows no readers",
        lock.range)
      return nil
    }
  }

  private mutating func reportMode(_ resource: Resource, _ message: String, _ declared: SourceRange?) {
    report(
      .lockMode, message, at: resource.name.range,
      labels: declared.map { [Label("declared here", at: $0)] } ?? [],
      help: "write `\(resource.name.value)` alone, or declare it as `{ kind: read_write }` under `locks`")
  }

  private mutating func located(_ lock: SharedNames.Lock, _ kind: Held.Kind, _ resource: Resource) -> Held? {
    let name = resource.name.value
    guard let index = resource.index else {
      if let count = lock.count {
        report(
          .listWithoutIndex, "'\(name)' is a family of \(count) locks", at: resource.name.range,
          labels: lock.range.map { [Label("declared here", at: $0)] } ?? [], help: "name one of them: `\(name)[task]`")
        return nil
      }
      return Held(kind: kind, object: Int32(lock.first))
    }
    guard let count = lock.count else {
      report(
        .notAList, "'\(name)' is a single lock, not a family", at: resource.name.range,
        labels: lock.range.map { [Label("declared here", at: $0)] } ?? [],
        help: "write `\(name)` without an index, or declare a family: `\(name): 5`")
      return nil
    }
    var resolver = ExpressionResolver(names, scope, .step)
    defer { diagnostics += resolver.diagnostics }
    guard let resolved = resolver.resolveIndex(index, count: count, of: name) else { return nil }
    if let constant = resolved.constantValue { return Held(kind: kind, object: Int32(lock.first + Int(constant))) }
    // A copy: the body may change the variable, and the lock given back must be the one that was taken.
    let copy = emitter.temporary()
    emitter.emit(resolved, to: copy)
    emitter.builder.emit(Instruction(.checkIndex, a: copy, b: Int32(count)))
    return Held(kind: kind, object: Int32(lock.first), index: copy)
  }
}
