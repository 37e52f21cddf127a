// Every step of a program, however deeply nested.

extension [Step] {
  /// Visits each step before the steps inside it, those of inline `steps` workloads included.
  func forEachStep(_ body: (Step) -> Void) {
    for step in self {
      body(step)
      for inner in step.verb.bodies { inner.forEachStep(body) }
    }
  }
}

extension Step.Verb {
  /// The lists of steps directly inside.
  var bodies: [[Step]] {
    switch self {
    case .unreadable(let bodies): bodies
    case .choice(_, let then, let otherwise): [then, otherwise]
    case .loop(_, let body), .repetition(_, _, let body), .lock(_, let body): [body]
    case .get(_, _, let closed): closed.map { [$0] } ?? []
    case .run(let workload, _, _): [workload.steps]
    case .parallel(let branches): branches.map(\.steps)
    default: []
    }
  }

  /// The locals and variables that it writes.
  var written: [Located<String>] {
    switch self {
    case .set(let assignments): assignments.map(\.target.name)
    case .atomic(let target, _, let old): [target.name] + [old].compactMap(\.self)
    case .cas(let target, _, _, let into): [target.name] + [into].compactMap(\.self)
    case .choose(let target, _): [target.name]
    case .repetition(_, let counter, _): [counter].compactMap(\.self)
    case .tryAcquire(_, let into), .get(_, let into, _): [into]
    case .run(_, let into, _): [into].compactMap(\.self)
    default: []
    }
  }
}

extension ScenarioDocument {
  /// Visits every step of every role.
  func forEachStep(_ body: (Step) -> Void) {
    for role in roles { role.workload.steps.forEachStep(body) }
  }

  /// The counters that steps count, in order of first appearance.
  package var counters: [Located<String>] {
    var seen: Set<String> = []
    var result: [Located<String>] = []
    forEachStep { step in
      if case .count(let name) = step.verb, seen.insert(name.value).inserted { result.append(name) }
    }
    return result
  }

  /// Everything declared under a name of its own that steps and expressions can use, with the word for its kind.
  var declarations: [(kind: String, name: Located<String>)] {
    shared.state.map { ("a variable", $0.name) } + shared.locks.map { ("a lock", $0.name) }
      + shared.semaphores.map { ("a semaphore", $0.name) } + shared.conditions.map { ("a condition", $0.name) }
      + shared.barriers.map { ("a barrier", $0.name) } + queues.map { ("a queue", $0.name) }
  }
}
