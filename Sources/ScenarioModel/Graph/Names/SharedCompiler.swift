// From what a document declares as shared to the layout that programs index.
import ScenarioSyntax

/// Lays out state, locks, semaphores, conditions, barriers and queues.
///
/// Mistakes among the declarations themselves have rules of their own; here the first of two equal names wins, and a
/// condition without a usable lock is given none.
struct SharedCompiler {
  private(set) var layout = SharedLayout()
  private(set) var names = SharedNames()

  init(_ document: ScenarioDocument) {
    let shared = document.shared
    names.unread = document.unread
    for variable in shared.state where names.variables[variable.name.value] == nil { add(variable) }
    for lock in shared.locks where names.locks[lock.name.value] == nil { add(lock) }
    for semaphore in shared.semaphores where names.semaphores[semaphore.name.value] == nil { add(semaphore) }
    for condition in shared.conditions where names.conditions[condition.name.value] == nil { add(condition) }
    for barrier in shared.barriers where names.barriers[barrier.name.value] == nil { add(barrier) }
    for (index, queue) in document.queues.enumerated() where names.queues[queue.name.value] == nil {
      add(queue, index)
    }
  }

  private mutating func add(_ variable: StateDeclaration) {
    let (name, first) = (variable.name.value, layout.words.count)
    let isBoolean = variable.kind == .boolean
    names.variables[name] = SharedNames.Variable(
      index: layout.variables.count, first: first, count: variable.initial.count, isList: variable.isList,
      type: isBoolean ? .boolean : .integer, range: variable.name.range)
    layout.variables.append(
      SharedLayout.Variable(
        name: name, isBoolean: isBoolean, isList: variable.isList, first: first, count: variable.initial.count))
    layout.words += variable.initial
  }

  private mutating func add(_ lock: LockDeclaration) {
    let name = lock.name.value
    names.locks[name] = SharedNames.Lock(
      first: layout.locks.count, count: lock.count, kind: lock.kind, range: lock.name.range)
    if let count = lock.count {
      layout.locks += (0..<max(count, 0)).map { SharedLayout.Lock(name: "\(name)[\($0)]", kind: lock.kind) }
    } else {
      layout.locks.append(SharedLayout.Lock(name: name, kind: lock.kind))
    }
  }

  private mutating func add(_ semaphore: SemaphoreDeclaration) {
    let name = semaphore.name.value
    names.semaphores[name] = SharedNames.Object(index: layout.semaphores.count, range: semaphore.name.range)
    layout.semaphores.append(SharedLayout.Semaphore(name: name, permits: semaphore.permits.value))
  }

  private mutating func add(_ condition: ConditionDeclaration) {
    let name = condition.name.value
    let lock = names.locks[condition.lock.value].flatMap { $0.count == nil && $0.kind != .readWrite ? $0 : nil }
    names.conditions[name] = SharedNames.Condition(
      index: layout.conditions.count, lock: lock == nil ? nil : condition.lock.value, range: condition.name.range)
    layout.conditions.append(SharedLayout.Condition(name: name, lock: lock?.first ?? 0))
  }

  private mutating func add(_ barrier: BarrierDeclaration) {
    let name = barrier.name.value
    names.barriers[name] = SharedNames.Object(index: layout.barriers.count, range: barrier.name.range)
    layout.barriers.append(SharedLayout.Barrier(name: name, parties: barrier.parties.value))
  }

  private mutating func add(_ queue: QueueDeclaration, _ index: Int) {
    let name = queue.name.value
    names.queues[name] = SharedNames.Object(index: index, range: queue.name.range)
    if queue.capacity.value == .bounded(0) { names.rendezvous.insert(index) }
  }
}
