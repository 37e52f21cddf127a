// How tasks come to workers and results leave them, in the explorer.
import ScenarioModel

extension Stepper {
  private typealias Role = StateLayout.Role

  @inline(__always)
  private var roleCells: Cells { s + code.roleCells }

  private func delivery(_ offset: Int) -> Cells { block + code.firstDelivery + offset }

  // MARK: The beginning

  /// Fills the state with a run's beginning: whoever can claims a task. Choices may make several beginnings.
  func begin() {
    problems.removeAll(keepingCapacity: true)
    if notesPicks { picks = [] }
    s.update(repeating: 0, count: model.cellCount)
    let layout = model.layout
    for (word, cell) in layout.words.enumerated() where cell >= 0 { s[cell] = model.initialWords[word] }
    for (index, semaphore) in model.graph.shared.semaphores.enumerated() {
      s[layout.permits + index] = semaphore.permits
    }
    for (index, queue) in model.queues.enumerated() {
      queueCells(index)[Q.producers] = Int64(queue.producers.count)
      queueCells(index)[Q.isClosed] = queue.producers.isEmpty ? 1 : 0
    }
    for worker in 0..<model.workerCount {
      select(worker, 0)
      block[0] = StrandCell.idle
      roleCells[Role.active] += 1
      rememberIdle()
    }
    checkAlways(.max)
    for worker in 0..<model.workerCount {
      select(worker, 0)
      if code.claimsAtOnce, claim() { settle() }
    }
    endIdleWorkers()
  }

  /// A worker whose number can be seen keeps it between tasks.
  private func rememberIdle() {
    guard model.roles[role].readsWorker else { return }
    let register = Program.GivenRegister.worker.rawValue
    for slot in 0..<code.rememberedCount where code.remembered[slot] == register {
      block[code.firstRegister + slot] = Int64(model.workers[worker].number)
    }
  }

  // MARK: Taking

  func isWorkerEnabled(_ first: Int64) -> Bool {
    if first == StrandCell.delivering { return canDeliver() }
    guard first == StrandCell.idle else { return false }
    if code.taskCount >= 0 { return roleCells[Role.next] < code.taskCount }
    return model.roles[role].sources.contains { queueCells($0)[Q.count] > 0 }
  }

  /// The step of an idle worker.
  func takeTask() {
    guard code.taskCount < 0 else {
      if claim() { settle() }
      return
    }
    let full = model.roles[role].sources.filter { queueCells($0)[Q.count] > 0 }
    // The last item of a closed queue may be the end of this worker's siblings, never its own.
    block[0] = StrandCell.delivering
    let item = take(full[chooser.pick(among: full.count)])
    if code.numbersApart {
      delivery(RoleCode.phase).pointee = DeliveryCell(.numbering).bits
      delivery(RoleCode.value).pointee = item
    } else {
      start(input: item)
      settle()
    }
  }

  /// Takes the next task of a source, or ends for lack of one.
  ///
  /// - Returns: whether there is a task, at `pc`.
  private func claim() -> Bool {
    let number = roleCells[Role.next]
    guard number < code.taskCount else {
      endWorker()
      return false
    }
    start(input: model.roles[role].items.map { $0[Int(number)] } ?? number)
    return true
  }

  /// Gives the worker a task; it has not run any of it.
  private func start(input: Int64) {
    var number: Int64 = 0
    if code.taskCount >= 0 || code.needsNumbers {
      number = roleCells[Role.next]
      roleCells[Role.next] += 1
    }
    r.update(repeating: 0, count: code.registerCount)
    r[Int(Program.GivenRegister.task.rawValue)] = number
    r[Int(Program.GivenRegister.worker.rawValue)] = Int64(model.workers[worker].number)
    r[Int(Program.GivenRegister.tasks.rawValue)] = max(0, code.taskCount)
    r[Int(Program.GivenRegister.workers.rawValue)] = Int64(code.workers)
    r[Int(Program.GivenRegister.input.rawValue)] = input
    if code.delivers {
      delivery(RoleCode.phase).pointee = 0
      delivery(RoleCode.value).pointee = 0
      delivery(RoleCode.taskNumber).pointee = code.isOrdered ? number : 0
    }
    strand = 0
    block[0] = StrandCell(pc: 0, parent: 0).bits
    pc = 0
  }

  // MARK: Ending

  /// The task has ended with a result, or failed.
  ///
  /// - Returns: whether the worker has another task, at `pc`.
  func endTask(_ value: Int64?) -> Bool {
    for cell in 0..<code.blockCells where cell < code.firstDelivery || cell >= code.firstRegister { block[cell] = 0 }
    guard code.delivers, !model.roles[role].graphRole.into.isEmpty, value != nil || code.isOrdered else {
      return free()
    }
    strand = 0
    block[0] = StrandCell.delivering
    guard code.isOrdered else {
      delivery(RoleCode.phase).pointee = DeliveryCell(.delivering).bits
      delivery(RoleCode.value).pointee = value ?? 0
      return false
    }
    return deposit(value)
  }

  /// The worker is without a task.
  ///
  /// - Returns: whether it has got another, at `pc`.
  private func free() -> Bool {
    block.update(repeating: 0, count: code.blockCells)
    block[0] = StrandCell.idle
    rememberIdle()
    if code.claimsAtOnce { return claim() }
    endIdleWorkers()
    return false
  }

  private func endWorker() {
    block.update(repeating: 0, count: code.blockCells)
    block[0] = StrandCell.ended
    roleCells[Role.active] -= 1
    if roleCells[Role.active] == 0 { roleEnded(role) }
  }

  /// Its queues close when no other role puts into them.
  private func roleEnded(_ role: Int) {
    for (queue, declared) in model.queues.enumerated() where declared.producers.contains(role) {
      queueCells(queue)[Q.producers] -= 1
      if queueCells(queue)[Q.producers] == 0 { close(queue) }
    }
  }

  /// Idle workers for whom nothing can come any more end: nobody can tell when they notice.
  func endIdleWorkers() {
    for role in model.roles.indices where isExhausted(role) {
      var ended: Int64 = 0
      let code = model.codes[role]
      for worker in 0..<model.workerCount where Int(model.workers[worker].role) == role {
        let base = s + model.workers[worker].base
        guard base[0] == StrandCell.idle else { continue }
        base.update(repeating: 0, count: code.blockCells)
        base[0] = StrandCell.ended
        ended += 1
      }
      guard ended > 0 else { continue }
      touchedOthers = true
      let cells = s + code.roleCells
      cells[Role.active] -= ended
      if cells[Role.active] == 0 { roleEnded(role) }
    }
  }

  private func isExhausted(_ role: Int) -> Bool {
    let code = model.codes[role]
    if code.taskCount >= 0 { return !code.claimsAtOnce && s[code.roleCells + Role.next] >= code.taskCount }
    return model.roles[role].sources.allSatisfy {
      queueCells($0)[Q.isClosed] != 0 && queueCells($0)[Q.count] == 0
    }
  }

  // MARK: Results

  private func canDeliver() -> Bool {
    let cell = DeliveryCell(delivery(RoleCode.phase).pointee)
    if cell.stage == .numbering || cell.isTaken { return true }
    return !cell.isOffered && canPut(model.roles[role].graphRole.into[cell.destination])
  }

  /// The step of a worker whose result is on its way.
  func stepDelivery() {
    var cell = DeliveryCell(delivery(RoleCode.phase).pointee)
    if cell.stage == .numbering {
      start(input: delivery(RoleCode.value).pointee)
      return settle()
    }
    // What goes wrong with a result goes wrong where its task ended.
    pc = code.instructionCount - 1
    let queue = model.roles[role].graphRole.into[cell.destination]
    if cell.isTaken {
      cell.isTaken = false
      cell.isOffered = false
    } else {
      let value = cell.stage == .emitting ? roleCells[Role.results + 2] : delivery(RoleCode.value).pointee
      switch put(value, queue) {
      case .done:
        if model.layout.queues[queue].capacity == 0 {
          cell.isOffered = true
          delivery(RoleCode.phase).pointee = cell.bits
          return
        }
      case .dropped: break
      case .failed: report(.taskFailed(.queueFull))
      case .closed: report(.taskFailed(.queueClosed))
      case .outOfRoom: report(.cannotContinue(.tooManyItems(queue: queue)))
      }
    }
    cell.destination += 1
    delivery(RoleCode.phase).pointee = cell.bits
    guard cell.destination == model.roles[role].graphRole.into.count else { return }
    if cell.stage == .emitting { removeFirstResult() }
    if cell.stage == .emitting ? emit() : free() { settle() }
  }

  /// Leaves a result for its turn; if that is now and nobody is at it, the worker puts what is ready.
  ///
  /// - Returns: whether the worker has another task, at `pc`.
  private func deposit(_ value: Int64?) -> Bool {
    let count = Int(roleCells[Role.ready])
    guard count < model.layout.roles[role].room else {
      report(.cannotContinue(.tooManyResults))
      return free()
    }
    let number = delivery(RoleCode.taskNumber).pointee
    let results = roleCells + Role.results
    var position = count
    while position > 0, results[(position - 1) * Role.resultCells] > number {
      for cell in 0..<Role.resultCells {
        results[position * Role.resultCells + cell] = results[(position - 1) * Role.resultCells + cell]
      }
      position -= 1
    }
    results[position * Role.resultCells] = number
    results[position * Role.resultCells + 1] = value == nil ? 0 : 1
    results[position * Role.resultCells + 2] = value ?? 0
    roleCells[Role.ready] += 1
    guard roleCells[Role.isEmitting] == 0, isNextReady else { return free() }
    roleCells[Role.isEmitting] = 1
    return emit()
  }

  private var isNextReady: Bool {
    roleCells[Role.ready] > 0 && roleCells[Role.results] == roleCells[Role.nextOut]
  }

  /// Turns to the next result whose turn it is; without one the worker is free.
  ///
  /// - Returns: whether the worker has another task, at `pc`.
  private func emit() -> Bool {
    while isNextReady, roleCells[Role.results + 1] == 0 { removeFirstResult() }
    guard isNextReady else {
      roleCells[Role.isEmitting] = 0
      return free()
    }
    block[0] = StrandCell.delivering
    delivery(RoleCode.value).pointee = 0
    delivery(RoleCode.taskNumber).pointee = 0
    delivery(RoleCode.phase).pointee = DeliveryCell(.emitting).bits
    return false
  }

  private func removeFirstResult() {
    let results = roleCells + Role.results
    let cells = Int(roleCells[Role.ready]) * Role.resultCells
    for cell in Role.resultCells..<max(Role.resultCells, cells) { results[cell - Role.resultCells] = results[cell] }
    for cell in max(0, cells - Role.resultCells)..<cells { results[cell] = 0 }
    roleCells[Role.ready] -= 1
    roleCells[Role.nextOut] += 1
  }
}
