// Along the paths of a program: a lock taken by the task that holds it, a `wait` without its condition's lock.
import ScenarioSyntax

enum LockPaths: GraphRule {
  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic]) {
    for role in subject.document.roles {
      var walk = LockWalk(names: subject.names)
      _ = walk.follow(role.workload.steps, LockWalk.State())
      diagnostics += walk.diagnostics
    }
  }
}

/// Follows the paths of a program and keeps what is held on all of them, or only on some.
private struct LockWalk {
  /// One lock that may be held.
  struct Hold: Equatable {
    /// On every path to here; else on some of them only.
    var isCertain: Bool
    /// How often it has been taken and not given back.
    var depth: Int
    var isReading: Bool
    /// Where it was taken last.
    var range: SourceRange?
    /// By the task around this branch, which waits until the branch has ended.
    var isInherited = false

    var uncertain: Hold {
      var hold = self
      hold.isCertain = false
      return hold
    }
  }

  /// What is held, by lock as written: `account`, `fork[task]`.
  struct State: Equatable {
    var holds: [String: Hold] = [:]

    /// Where two paths meet.
    static func meet(_ left: State?, _ right: State?) -> State? {
      guard let left else { return right }
      guard let right else { return left }
      var result = State()
      for (name, hold) in left.holds { result.holds[name] = right.holds[name] == hold ? hold : hold.uncertain }
      for (name, hold) in right.holds where left.holds[name] == nil { result.holds[name] = hold.uncertain }
      return result
    }
  }

  let names: SharedNames
  private(set) var diagnostics: [Diagnostic] = []
  /// Something was taken that is not declared, and so may have been meant to be any lock.
  private var tookUnknown = false

  init(names: SharedNames) { self.names = names }

  /// The state after steps; nil when no path leads on.
  mutating func follow(_ steps: [Step], _ start: State?) -> State? {
    var state = start
    for step in steps {
      guard let before = state else { return nil }
      state = follow(step, before)
    }
    return state
  }

  private mutating func follow(_ step: Step, _ before: State) -> State? {
    switch step.verb {
    case .unreadable(let bodies): return bodies.reduce(before) { State.meet($0, follow($1, before)) ?? before }
    case .choice(_, let then, let otherwise):
      return State.meet(follow(then, before), follow(otherwise, before))
    case .get(_, _, let closed):
      return closed.map { State.meet(before, follow($0, before)) } ?? before
    case .loop(let condition, let body):
      let head = loopHead(body, before)
      _ = follow(body, head)
      if case .boolean(true) = condition.kind { return nil }
      return head
    case .repetition(_, _, let body):
      let head = loopHead(body, before)
      return State.meet(head, follow(body, head))
    case .lock(let resource, let body):
      return follow(body, take(resource, before)).map { release(resource, $0) }
    case .acquire(let resource): return take(resource, before)
    case .release(let resource): return release(resource, before)
    case .tryAcquire(let resource, _): return attempt(resource, before)
    case .wait(let condition):
      checkWait(condition, before)
      return before
    case .parallel(let branches): return followBranches(branches, before)
    case .run(let workload, _, _): return loosen(before, after: follow(workload.steps, before))
    case .fail, .result: return nil
    default: return before
    }
  }

  /// What is held at the beginning of any round of a loop: a lock that the body takes or gives back by a bare step is
  /// uncertain from the first round on. Bodies of `lock` give back what they take, so they change nothing.
  private func loopHead(_ body: [Step], _ before: State) -> State {
    var head = before
    body.forEachStep { step in
      switch step.verb {
      case .acquire(let resource), .release(let resource), .tryAcquire(let resource, _):
        guard names.locks[resource.name.value] != nil, let key = key(resource) else { return }
        let absent = Hold(
          isCertain: false, depth: 1, isReading: resource.mode == .read, range: resource.name.range)
        head.holds[key] = head.holds[key]?.uncertain ?? absent
      default: break
      }
    }
    return head
  }

  private mutating func followBranches(_ branches: [Branch], _ before: State) -> State? {
    var inside = before
    for name in inside.holds.keys { inside.holds[name]?.isInherited = true }
    var after: State? = before
    for branch in branches {
      let end = follow(branch.steps, inside)
      after = end == nil ? nil : after.map { loosen($0, after: end, from: inside) }
    }
    return after
  }

  /// Locks that differ between the beginning and the end of something become uncertain.
  private func loosen(_ state: State, after end: State?, from start: State? = nil) -> State {
    let start = start ?? state
    guard let end else { return state }
    var result = state
    for (name, hold) in end.holds where start.holds[name] != hold { result.holds[name] = hold.uncertain }
    for (name, hold) in start.holds where end.holds[name] == nil { result.holds[name] = hold.uncertain }
    return result
  }

  // MARK: Taking and giving back

  private mutating func take(_ resource: Resource, _ before: State) -> State {
    let name = resource.name.value
    if names.locks[name] == nil, names.semaphores[name] == nil { tookUnknown = true }
    guard let lock = names.locks[name], let key = key(resource) else { return before }
    var state = before
    let isReading = lock.kind == .readWrite && resource.mode == .read
    var hold = Hold(isCertain: true, depth: 1, isReading: isReading, range: resource.name.range)
    if let held = before.holds[key] {
      if held.isCertain, lock.kind != .reentrant, !(held.isReading && isReading) {
        report(resource, held, lock)
      }
      if held.isCertain { hold.depth = held.depth + 1 }
    }
    state.holds[key] = hold
    return state
  }

  private func release(_ resource: Resource, _ before: State) -> State {
    var state = before
    guard let key = key(resource) else {
      // Which one of the family is not known: it may be any.
      for name in state.holds.keys where name.hasPrefix(resource.name.value + "[") {
        state.holds[name] = state.holds[name]?.uncertain
      }
      return state
    }
    guard var hold = state.holds[key] else { return state }
    hold.depth -= 1
    state.holds[key] = hold.depth > 0 && hold.isCertain ? hold : nil
    return state
  }

  private func attempt(_ resource: Resource, _ before: State) -> State {
    guard names.locks[resource.name.value] != nil, let key = key(resource), before.holds[key] == nil else {
      return before
    }
    var state = before
    state.holds[key] = Hold(
      isCertain: false, depth: 1, isReading: resource.mode == .read, range: resource.name.range)
    return state
  }

  private mutating func checkWait(_ condition: Located<String>, _ state: State) {
    guard let lock = names.conditions[condition.value]?.lock, state.holds[lock] == nil, !tookUnknown,
      !names.unread.mayUse(lock)
    else { return }
    diagnostics.append(
      Diagnostic(
        .waitWithoutLock, message: "'\(lock)' is not held here, the lock of condition '\(condition.value)'",
        range: condition.range,
        labels: names.conditions[condition.value]?.range.map { [Label("declared here", at: $0)] } ?? [],
        help: "put the `wait` inside `lock: \(lock)`"))
  }

  private mutating func report(_ resource: Resource, _ held: Hold, _ lock: SharedNames.Lock) {
    guard !names.unread.mayUse(resource.name.value) else { return }
    let name = resource.index.map { "\(resource.name.value)[\($0.text)]" } ?? resource.name.value
    let message: String
    if held.isInherited {
      message = "'\(name)' is held by the task that waits for this branch"
    } else if lock.kind == .readWrite, held.isReading {
      message = "'\(name)' is taken for writing by the task that still reads it"
    } else {
      message = "'\(name)' is taken again by the task that holds it"
    }
    let isUpgrade = lock.kind == .readWrite
    diagnostics.append(
      Diagnostic(
        .takenTwice, message: message, range: resource.name.range,
        labels: held.range.map { [Label("taken here", at: $0)] } ?? [],
        notes: ["the task would wait for itself for ever"],
        help: isUpgrade || held.isInherited
          ? "give it back first" : "take it once, or declare it as `\(resource.name.value): { kind: reentrant }`"))
  }

  /// The lock's name with its index, if that is the same wherever it is written; nil if it may differ.
  private func key(_ resource: Resource) -> String? {
    guard let index = resource.index else { return resource.name.value }
    return index.isFixed ? "\(resource.name.value)[\(index.text)]" : nil
  }
}

extension Expression {
  /// Whether it has one value for the whole of a task: integers and given names only.
  fileprivate var isFixed: Bool {
    switch kind {
    case .integer, .boolean, .unreadable: true
    case .name(let name): SharedNames.given[name] != nil
    case .element: false
    case .unary(_, let operand): operand.isFixed
    case .binary(_, let left, let right): left.isFixed && right.isFixed
    case .call(_, let arguments): arguments.allSatisfy(\.isFixed)
    }
  }
}
