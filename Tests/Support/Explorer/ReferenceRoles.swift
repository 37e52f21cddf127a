// How tasks come to workers and results leave them, in the reference explorer.
import ScenarioModel

extension ReferenceExplorer {
  /// What idle workers of a role can do: take a task, or end.
  func claims(_ state: ReferenceState, _ role: Int) throws -> [ReferenceState] {
    var results: [ReferenceState] = []
    for worker in Set(state.roles[role].idle).sorted() {
      switch graph.roles[role].source {
      case .count(let count):
        results += try claim(state, role, worker, count: Int64(count)) { $0 }
      case .items(let items):
        results += try claim(state, role, worker, count: Int64(items.count)) { items[Int($0)] }
      case .queues(let queues): results += try claimItem(state, role, worker, queues)
      case .open: throw Unsupported(what: "an open source")
      }
    }
    return results
  }

  private func claim(
    _ state: ReferenceState, _ role: Int, _ worker: Int, count: Int64, input: (Int64) -> Int64
  ) throws -> [ReferenceState] {
    let number = state.roles[role].next
    guard number < count else { return [ending(state, role, worker)] }
    var next = state
    next.roles[role].next += 1
    return try start(next, role, worker, number: number, input: input(number))
  }

  private func claimItem(
    _ state: ReferenceState, _ role: Int, _ worker: Int, _ queues: [Int]
  ) throws -> [ReferenceState] {
    var results: [ReferenceState] = []
    var drained = 0
    for queue in queues {
      var next = state
      if let item = take(&next, queue) {
        results +=
          try ownsItsQueue(role) ? start(numbered: &next, role, worker, item) : [held(next, role, worker, item)]
      } else if state.queues[queue].isClosed {
        drained += 1
      }
    }
    return drained == queues.count ? [ending(state, role, worker)] : results
  }

  /// Items of one queue that nobody else takes from, first in first out, are numbered as they lie in it.
  private func ownsItsQueue(_ role: Int) -> Bool {
    guard case .queues(let queues) = graph.roles[role].source, queues.count == 1 else { return false }
    let queue = graph.queues[queues[0]]
    return queue.order == .fifo && queue.consumers == [role]
  }

  private func start(
    numbered state: inout ReferenceState, _ role: Int, _ worker: Int, _ item: Int64
  ) throws -> [ReferenceState] {
    let number = state.roles[role].next
    state.roles[role].next += 1
    return try start(state, role, worker, number: number, input: item)
  }

  /// The item is out of its queue; which number the task gets is decided later. Until then it has a negative one.
  private func held(_ state: ReferenceState, _ role: Int, _ worker: Int, _ item: Int64) -> ReferenceState {
    var state = state
    let used = Set(state.tasks.filter { $0.role == role }.map(\.number))
    let number = (1...).lazy.map { Int64(-$0) }.first { !used.contains($0) } ?? -1
    state.roles[role].release(worker)
    state.tasks.append(
      ReferenceState.Task(
        role: role, number: number, worker: worker, registers: [item], strands: [], phase: .numbering))
    state.tasks.sort { ($0.role, $0.number) < ($1.role, $1.number) }
    return state
  }

  private func number(_ state: ReferenceState, _ index: Int) throws -> [ReferenceState] {
    var state = state
    let task = state.tasks.remove(at: index)
    state.roles[task.role].idle.append(task.worker)
    return try start(numbered: &state, task.role, task.worker, task.registers[0])
  }

  private func start(
    _ state: ReferenceState, _ role: Int, _ worker: Int, number: Int64, input: Int64
  ) throws -> [ReferenceState] {
    var state = state
    let program = graph.roles[role].program
    var registers = [Int64](repeating: 0, count: program.registerCount)
    registers[Int(Program.GivenRegister.task.rawValue)] = number
    registers[Int(Program.GivenRegister.worker.rawValue)] = Int64(worker)
    registers[Int(Program.GivenRegister.tasks.rawValue)] = taskCount(role)
    registers[Int(Program.GivenRegister.workers.rawValue)] = Int64(workerCount(role))
    registers[Int(Program.GivenRegister.input.rawValue)] = input
    state.roles[role].release(worker)
    state.tasks.append(
      ReferenceState.Task(
        role: role, number: number, worker: worker, registers: registers, strands: [.init(id: 0, pc: 0, parent: nil)]))
    state.tasks.sort { ($0.role, $0.number) < ($1.role, $1.number) }
    return try ReferenceStep(self, state, StrandKey(role: role, task: number, strand: 0)).settled()
  }

  private func taskCount(_ role: Int) -> Int64 {
    switch graph.roles[role].source {
    case .count(let count): Int64(count)
    case .items(let items): Int64(items.count)
    case .open, .queues: 0
    }
  }

  private func workerCount(_ role: Int) -> Int {
    if case .count(let count) = graph.roles[role].workers { return count }
    return Int(taskCount(role))
  }

  /// A worker with nothing left to do ends; with the last one, the role stops putting.
  private func ending(_ state: ReferenceState, _ role: Int, _ worker: Int) -> ReferenceState {
    var state = state
    state.roles[role].release(worker)
    state.roles[role].active -= 1
    guard state.roles[role].active == 0 else { return state }
    for (queue, declared) in graph.queues.enumerated() where declared.producers.contains(role) {
      state.queues[queue].producers -= 1
      if state.queues[queue].producers == 0 { state.queues[queue].isClosed = true }
    }
    return state
  }

  // MARK: Queues

  /// Takes an item, if there is one.
  func take(_ state: inout ReferenceState, _ queue: Int) -> Int64? {
    if let offer = state.queues[queue].offer {
      state.queues[queue].offer = nil
      state.queues[queue].taken.append(offer.by)
      state.queues[queue].taken.sort()
      return offer.value
    }
    let items = state.queues[queue].items
    guard !items.isEmpty else { return nil }
    switch graph.queues[queue].order {
    case .fifo: return state.queues[queue].items.removeFirst()
    case .lifo: return state.queues[queue].items.removeLast()
    case .priority:
      let smallest = items.indices.min { items[$0] < items[$1] } ?? 0
      return state.queues[queue].items.remove(at: smallest)
    }
  }

  enum Putting { case done, dropped, failed, notYet }

  /// Puts into a queue that holds items, or holds an item out at a rendezvous.
  func put(_ value: Int64, _ state: inout ReferenceState, _ queue: Int, by key: StrandKey) -> Putting {
    guard !state.queues[queue].isClosed else { return .failed }
    switch graph.queues[queue].capacity {
    case .unbounded: break
    case .bounded(0):
      guard state.queues[queue].offer == nil else { return whenFull(queue) }
      state.queues[queue].offer = .init(value: value, by: key)
      return .done
    case .bounded(let capacity): guard state.queues[queue].items.count < capacity else { return whenFull(queue) }
    }
    state.queues[queue].items.append(value)
    return .done
  }

  func whenFull(_ queue: Int) -> Putting {
    switch graph.queues[queue].full {
    case .block: .notYet
    case .drop: .dropped
    case .fail: .failed
    }
  }

  /// The ways in which putting can go: a rendezvous that drops or fails may or may not find a taker already waiting.
  func puttings(
    _ value: Int64, _ state: ReferenceState, _ queue: Int, by key: StrandKey
  ) -> [(state: ReferenceState, outcome: Putting)] {
    var put = state
    let outcome = self.put(value, &put, queue, by: key)
    guard isRendezvous(queue), graph.queues[queue].full != .block, case .done = outcome else { return [(put, outcome)] }
    let refused = (state: state, outcome: whenFull(queue))
    return mayHaveTaker(state, queue) ? [(put, outcome), refused] : [refused]
  }

  private func mayHaveTaker(_ state: ReferenceState, _ queue: Int) -> Bool {
    let isRoleWaiting = graph.roles.indices.contains { role in
      guard case .queues(let queues) = graph.roles[role].source else { return false }
      return queues.contains(queue) && !state.roles[role].idle.isEmpty
    }
    return isRoleWaiting
      || state.tasks.contains { task in
        task.strands.contains { strand in
          let instruction = graph.roles[task.role].program.instructions[strand.pc]
          return instruction.opcode == .get && Int(instruction.b) == queue
        }
      }
  }

  func isRendezvous(_ queue: Int) -> Bool { graph.queues[queue].capacity == .bounded(0) }

  /// Whether this offer has been taken; takes note of that.
  func acknowledge(_ state: inout ReferenceState, _ queue: Int, _ key: StrandKey) -> Bool {
    guard let place = state.queues[queue].taken.firstIndex(of: key) else { return false }
    state.queues[queue].taken.remove(at: place)
    return true
  }

  // MARK: Results

  /// The task has ended with a result, or failed: what becomes of it and of its worker.
  func ended(_ state: ReferenceState, _ key: StrandKey, _ value: Int64?) -> ReferenceState {
    var state = state
    guard let index = state.index(of: key) else { return state }
    let role = graph.roles[key.role]
    state.tasks[index].registers = []
    state.tasks[index].strands = []
    if role.into.isEmpty || value == nil && role.collect == .completed { return freed(state, index) }
    if role.collect == .ordered {
      state.tasks[index].phase = .depositing(value)
    } else {
      state.tasks[index].phase = .delivering(value ?? 0, destination: 0, isOffered: false)
    }
    return state
  }

  private func freed(_ state: ReferenceState, _ index: Int) -> ReferenceState {
    var state = state
    let task = state.tasks.remove(at: index)
    state.roles[task.role].idle.append(task.worker)
    state.roles[task.role].idle.sort()
    return state
  }

  /// The next step of a task that has ended and whose result is on its way.
  func deliveries(_ state: ReferenceState, _ index: Int) throws -> [ReferenceState] {
    var next = state
    let task = state.tasks[index]
    let role = task.role
    let key = StrandKey(role: role, task: task.number, strand: 0)
    switch task.phase {
    case .running: return []
    case .numbering: return try number(state, index)
    case .delivering(let value, let destination, let isOffered):
      return put(value, state, key, destination, isOffered).map { state, destination, isOffered in
        guard let place = state.index(of: key) else { return state }
        if destination == graph.roles[role].into.count { return freed(state, place) }
        var state = state
        state.tasks[place].phase = .delivering(value, destination: destination, isOffered: isOffered)
        return state
      }
    case .depositing(let value):
      next.roles[role].ready.append(.init(task: task.number, value: value))
      next.roles[role].ready.sort { $0.task < $1.task }
      next.tasks[index].phase = .electing
      return [next]
    case .electing:
      guard next.roles[role].isNextReady, !next.roles[role].isEmitting else { return [freed(state, index)] }
      next.roles[role].isEmitting = true
      next.tasks[index].phase = .emitting(destination: 0, isOffered: false)
      return [next]
    case .emitting(let destination, let isOffered): return emissions(state, index, key, destination, isOffered)
    }
  }

  private func emissions(
    _ state: ReferenceState, _ index: Int, _ key: StrandKey, _ destination: Int, _ isOffered: Bool
  ) -> [ReferenceState] {
    var next = state
    guard state.roles[key.role].isNextReady else {
      next.roles[key.role].isEmitting = false
      next.tasks[index].phase = .electing
      return [next]
    }
    guard let value = state.roles[key.role].ready[0].value, destination < graph.roles[key.role].into.count else {
      next.roles[key.role].ready.removeFirst()
      next.roles[key.role].nextOut += 1
      next.tasks[index].phase = .emitting(destination: 0, isOffered: false)
      return [next]
    }
    return put(value, state, key, destination, isOffered).map { state, destination, isOffered in
      var state = state
      if let place = state.index(of: key) {
        state.tasks[place].phase = .emitting(destination: destination, isOffered: isOffered)
      }
      return state
    }
  }

  /// Puts a result into one of a role's queues; the destination that is next, and whether an offer is still out.
  private func put(
    _ value: Int64, _ state: ReferenceState, _ key: StrandKey, _ destination: Int, _ isOffered: Bool
  ) -> [(ReferenceState, Int, Bool)] {
    let queue = graph.roles[key.role].into[destination]
    if isOffered {
      var next = state
      return acknowledge(&next, queue, key) ? [(next, destination + 1, false)] : []
    }
    return puttings(value, state, queue, by: key).compactMap { next, outcome in
      var next = next
      switch outcome {
      case .notYet: return nil
      case .done: return isRendezvous(queue) ? (next, destination, true) : (next, destination + 1, false)
      case .dropped: return (next, destination + 1, false)
      case .failed:
        next.problems.insert(.taskFailed)
        return (next, destination + 1, false)
      }
    }
  }
}

extension ReferenceState.Role {
  /// The worker is idle no more.
  fileprivate mutating func release(_ worker: Int) {
    if let place = idle.firstIndex(of: worker) { idle.remove(at: place) }
  }

  fileprivate var isNextReady: Bool { ready.first?.task == nextOut }
}

extension ReferenceState {
  /// Where a strand's task is.
  func index(of key: StrandKey) -> Int? { tasks.firstIndex { $0.role == key.role && $0.number == key.task } }
}
