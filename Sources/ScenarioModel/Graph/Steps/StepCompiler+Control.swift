// Steps that decide what runs next: `if`, `while`, `repeat`, `return`, `fail`, `assert`, and the branches of `parallel`.
import ScenarioSyntax

extension StepCompiler {
  /// Looks for more mistakes inside a step that could not be read: any of its bodies may run or not.
  mutating func compileUnreadable(_ bodies: [[Step]]) {
    let before = scope.flow
    var after = before
    for body in bodies {
      scope.flow = before
      compile(body)
      after = LocalScope.meet(after, scope.flow)
    }
    scope.flow = after
  }

  mutating func compileIf(_ condition: Expression, _ then: [Step], _ otherwise: [Step]) {
    let resolved = resolve(condition, as: .boolean, for: "`if`")
    let before = scope.flow
    let elseLabel = emitter.label()
    let end = emitter.label()
    if let resolved { emitter.jump(to: elseLabel, if: resolved, is: false) }
    compile(then)
    let afterThen = scope.flow
    if scope.isReachable, !otherwise.isEmpty { emitter.jump(to: end) }
    emitter.place(elseLabel)
    scope.flow = before
    compile(otherwise)
    let afterElse = scope.flow
    emitter.place(end)
    switch resolved?.constantValue {
    case .some(0): scope.flow = afterElse
    case .some: scope.flow = afterThen
    case nil: scope.flow = LocalScope.meet(afterThen, afterElse)
    }
  }

  mutating func compileWhile(_ condition: Expression, _ body: [Step]) {
    let again = emitter.label()
    let end = emitter.label()
    emitter.place(again)
    let resolved = resolve(condition, as: .boolean, for: "`while`")
    if let resolved { emitter.jump(to: end, if: resolved, is: false) }
    let before = scope.flow
    compile(body)
    if scope.isReachable { emitter.jump(to: again) }
    emitter.place(end)
    let isEndless = resolved?.constantValue.map { $0 != 0 } ?? false
    scope.flow = isEndless ? nil : before
  }

  /// The position is kept apart from the counter that the body sees, so that writing the counter changes nothing.
  mutating func compileRepeat(_ count: Expression, _ counter: Located<String>?, _ body: [Step]) {
    let resolved = resolve(count, as: .integer, for: "`repeat`")
    let limit = resolved.map { emitter.emit($0, into: emitter.temporary()) } ?? .constant(0)
    let position = emitter.temporary()
    let goesOn = emitter.temporary()
    let again = emitter.label()
    let test = emitter.label()
    let bound = repeatBound(limit)
    emitter.load(constant: 0, into: position)
    emitter.jump(to: test)
    emitter.place(again)
    let before = scope.flow
    compileCounter(counter, position)
    compile(body)
    let after = scope.flow
    emitter.builder.emit(Instruction(.add, a: position, b: position, c: 1, flags: .immediate))
    emitter.place(test)
    emitter.builder.emit(Instruction(.less, a: goesOn, b: position, c: bound.c, flags: bound.flags))
    emitter.emit(Instruction(.jumpIfNotZero, a: goesOn), to: again)
    let runsAtLeastOnce = resolved?.constantValue.map { $0 >= 1 } ?? false
    scope.flow = runsAtLeastOnce ? after : before
  }

  /// The limit as operand `c`: an immediate value, or a register that the body cannot change.
  private mutating func repeatBound(_ limit: Operand) -> (c: Int32, flags: Instruction.Flags) {
    if case .constant(let value) = limit, let immediate = Int32(exactly: value) { return (immediate, .immediate) }
    let copy = emitter.temporary()
    emitter.move(limit, into: copy)
    return (copy, [])
  }

  private mutating func compileCounter(_ counter: Located<String>?, _ position: Int32) {
    guard let counter else { return }
    if let variable = names.variables[counter.value] {
      report(
        .wrongKindOfName, "'\(counter.value)' is shared; the counter of a `repeat` is the task's own",
        at: counter.range,
        labels: variable.range.map { [Label("declared here", at: $0)] } ?? [], help: "choose another name")
      return
    }
    store(.register(position), .integer, into: counter)
  }

  mutating func compileAssert(_ condition: Expression, _ text: String) {
    guard let resolved = resolve(condition, as: .boolean, for: "`assert`") else { return }
    let register = emitter.register(emitter.emit(resolved))
    emitter.builder.emit(Instruction(.assert, a: register, b: addText([text])))
  }

  mutating func compileFail(_ text: String) {
    emitter.builder.emit(Instruction(.fail, a: addText([text])))
    scope.becomeUnreachable()
  }

  /// Gives back every lock of the program that ends, innermost first, then ends it.
  mutating func compileReturn(_ value: Expression, _ step: Step) {
    if case .branch(let name) = frame {
      report(
        .returnInBranch, "branch '\(name.value)' cannot return the task's result", at: step.keyRange,
        help: "set a local here and return it after the branches have joined")
      return
    }
    guard let resolved = resolve(value)?.value else {
      scope.becomeUnreachable()
      return
    }
    let result = emitter.temporary()
    emitter.emit(resolved, to: result)
    var depth = 0
    if case .inline(_, _, let lockDepth) = frame { depth = lockDepth }
    for index in lockScopes.indices.reversed() where index >= depth {
      lockScopes[index].close(at: emitter.builder.next)
      emitter.builder.emit(lockScopes[index].release)
    }
    switch frame {
    case .inline(let target, let end, _):
      emitter.move(.register(result), into: target)
      emitter.jump(to: end)
      returnFlows.append(scope.flow)
    default: emitter.builder.emit(Instruction(.end, a: result))
    }
    for index in lockScopes.indices where index >= depth { lockScopes[index].open(at: emitter.builder.next) }
    scope.becomeUnreachable()
  }

  // MARK: Branches

  mutating func compileParallel(_ branches: [Branch]) {
    let table = Int32(emitter.builder.program.forks.count)
    emitter.builder.edit { $0.forks.append([]) }
    emitter.builder.emit(Instruction(.fork, b: table))
    emitter.builder.emit(Instruction(.join))
    let end = emitter.label()
    emitter.jump(to: end)
    let outer = BranchState(self)
    for index in lockScopes.indices { lockScopes[index].close(at: emitter.builder.next) }
    let covering = lockScopes
    lockScopes = []
    let withheld = emitter.pool.withhold()
    var returned: [[Int: [Int32]]] = [withheld]
    var entries: [Int32] = []
    var peak = 1
    var after = outer.flow
    for (index, branch) in branches.enumerated() {
      entries.append(emitter.builder.next)
      compileBranch(branch, beside: branches, at: index, outer)
      peak += peakStrands
      after = index == 0 ? scope.flow : LocalScope.join(after, scope.flow)
      returned.append(emitter.pool.withhold())
    }
    for registers in returned { emitter.pool.giveBack(registers) }
    emitter.builder.edit { $0.forks[Int(table)] = entries }
    emitter.place(end)
    lockScopes = covering
    for index in lockScopes.indices { lockScopes[index].open(at: emitter.builder.next) }
    frame = outer.frame
    scope.siblings = outer.siblings
    scope.flow = after
    peakStrands = max(outer.peak, peak)
  }

  /// What a branch must not change for its siblings and for the steps after them.
  private struct BranchState {
    var flow: LocalScope.Flow
    var siblings: [String: LocalScope.Sibling]
    var frame: Frame
    var peak: Int

    init(_ compiler: StepCompiler) {
      flow = compiler.scope.flow
      siblings = compiler.scope.siblings
      frame = compiler.frame
      peak = compiler.peakStrands
    }
  }

  private mutating func compileBranch(
    _ branch: Branch, beside branches: [Branch], at index: Int, _ outer: BranchState
  ) {
    scope.flow = outer.flow
    scope.siblings = outer.siblings
    for (other, sibling) in branches.enumerated() where other != index {
      for place in AssignedNames.places(in: sibling.steps) where scope.siblings[place.value] == nil {
        scope.siblings[place.value] = LocalScope.Sibling(branch: sibling.name.value, range: place.range)
      }
    }
    frame = .branch(name: branch.name)
    peakStrands = 1
    compile(branch.steps)
    emitter.builder.emit(Instruction(.endBranch))
  }

  // MARK: Texts

  mutating func addText(_ pieces: [String]) -> Int32 {
    emitter.builder.edit { $0.texts.append(LogTemplate(pieces: pieces)) }
    return Int32(emitter.builder.program.texts.count - 1)
  }
}
