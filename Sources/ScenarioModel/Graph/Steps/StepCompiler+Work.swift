// Steps on queues and time, inline workloads, and what only leaves a trace: counters and lines.
import ScenarioSyntax

extension StepCompiler {
  mutating func compileAwait(_ condition: Expression) {
    guard let resolved = resolve(condition, as: .boolean, for: "`await`", .await) else { return }
    let object = nextAwait
    nextAwait += 1
    let site = Int32(emitter.builder.program.awaits.count)
    let reads = AwaitSite(object: object, words: resolved.words.sorted(), queues: resolved.queues.sorted())
    emitter.builder.edit { $0.awaits.append(reads) }
    let end = emitter.label()
    let truth = emitter.temporary()
    emitter.emit(Instruction(.await, a: truth, b: site), to: end)
    emitter.emit(resolved, to: truth)
    emitter.place(end)
  }

  // MARK: Queues

  mutating func compilePut(_ name: Located<String>, _ value: Expression) {
    let queue = queue(name)
    guard let resolved = resolve(value)?.value, let queue else { return }
    if isRendezvous(queue.index) {
      let block = emitter.temporaries(2)
      emitter.emit(resolved, to: block)
      emitter.builder.emit(Instruction(.offer, a: block, b: Int32(queue.index)))
      emitter.builder.emit(Instruction(.awaitTaken, a: block + 1, b: Int32(queue.index)))
    } else {
      let source = emitter.register(emitter.emit(resolved))
      emitter.builder.emit(Instruction(.put, a: source, b: Int32(queue.index)))
    }
  }

  mutating func compileGet(_ name: Located<String>, _ into: Located<String>, _ closed: [Step]?) {
    guard let queue = queue(name) else {
      declareBroken(into)
      if let closed { compile(closed) }
      return
    }
    let item = emitter.temporary()
    let before = scope.flow
    let get = Instruction(.get, a: item, b: Int32(queue.index), c: -1)
    guard let closed else {
      emitter.builder.emit(get)
      store(.register(item), .integer, into: into)
      return
    }
    let drained = emitter.label()
    let end = emitter.label()
    emitter.emit(get, to: drained)
    store(.register(item), .integer, into: into)
    emitter.jump(to: end)
    let afterItem = scope.flow
    emitter.place(drained)
    scope.flow = before
    compile(closed)
    emitter.place(end)
    scope.flow = LocalScope.meet(afterItem, scope.flow)
  }

  mutating func compileClose(_ name: Located<String>) {
    guard let queue = queue(name) else { return }
    emitter.builder.emit(Instruction(.close, b: Int32(queue.index)))
  }

  private mutating func queue(_ name: Located<String>) -> SharedNames.Object? {
    if let queue = names.queues[name.value] { return queue }
    diagnostics += names.mismatch(name, wanted: "a queue", section: "queues", candidates: names.queues.keys)
    return nil
  }

  private func isRendezvous(_ queue: Int) -> Bool { names.rendezvous.contains(queue) }

  // MARK: Time

  /// `sleep` and `compute`, also of no time at all: they still are places where others may come in between.
  mutating func compileTime(_ opcode: Opcode, _ duration: Int64) {
    let register = emitter.register(.constant(duration))
    emitter.builder.emit(Instruction(opcode, a: register))
  }

  // MARK: Inline workloads

  mutating func compileRun(_ workload: WorkloadDeclaration, _ into: Located<String>?, assume: [Int64]?) {
    if workload.type.value == WorkloadDescriptor.steps.name {
      compileInline(workload, into)
      return
    }
    guard let compile = catalog.workloads.first(where: { $0.name == workload.type.value })?.compile else {
      declareBroken(into)
      return
    }
    let before = emitter.builder.diagnostics.count
    let kernels = emitter.builder.program.kernels.count
    let result = compile(workload, &emitter.builder)
    diagnostics += emitter.builder.diagnostics[before...]
    if let assume {
      emitter.builder.edit { program in
        for kernel in kernels..<max(kernels, program.kernels.count) { program.assumptions[kernel] = assume }
      }
    }
    guard let into else { return }
    store(result.map { .register($0) } ?? .constant(0), .integer, into: into)
  }

  /// A task's program inside a task: names of its own, and `return` goes on after it.
  private mutating func compileInline(_ workload: WorkloadDeclaration, _ into: Located<String>?) {
    let end = emitter.label()
    let result = emitter.temporary()
    emitter.load(constant: 0, into: result)
    let outerScope = scope
    let outerFrame = frame
    let outerReturns = returnFlows
    scope = LocalScope(everSet: AssignedNames.all(in: workload.steps))
    if !outerScope.isReachable { scope.becomeUnreachable() }
    frame = .inline(result: result, end: end, lockDepth: lockScopes.count)
    returnFlows = []
    compile(workload.steps)
    let goesOn = scope.isReachable || returnFlows.contains { $0 != nil }
    emitter.place(end)
    scope = outerScope
    frame = outerFrame
    returnFlows = outerReturns
    if !goesOn { scope.becomeUnreachable() }
    if let into { store(.register(result), .integer, into: into) }
  }

  // MARK: Traces

  mutating func compileCount(_ name: Located<String>) {
    guard names.variables[name.value] == nil else { return }
    emitter.builder.emit(Instruction(.tally, a: Int32(counters.index(of: name.value))))
  }

  mutating func compileLog(_ text: LogText) {
    let resolved = text.values.map { resolve($0)?.value }
    let block = text.values.isEmpty ? 0 : emitter.temporaries(text.values.count)
    for (offset, value) in resolved.enumerated() {
      if let value { emitter.emit(value, to: block + Int32(offset)) }
    }
    emitter.builder.emit(Instruction(.log, a: addText(text.pieces), b: block, c: Int32(text.values.count)))
  }
}
