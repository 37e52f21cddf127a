// A modelled state in the user's words: variables, queues, who holds what and waits for what.
import ScenarioModel

struct StateView {
  let model: ExploreModel
  let cells: [Int64]

  private var graph: ExecutionGraph { model.graph }

  // MARK: What is shared

  /// Variables that somebody writes, then queues: what a schedule shows beside its steps.
  static func columns(_ model: ExploreModel) -> [String] {
    shown(model).map(\.name) + model.queues.map(\.name)
  }

  private static func shown(_ model: ExploreModel) -> [SharedLayout.Variable] {
    model.graph.shared.variables.filter { model.layout.words[$0.first] >= 0 }
  }

  /// Their values, in the same order.
  var values: [String] {
    StateView.shown(model).map(value) + model.queues.indices.map(queue)
  }

  private func value(_ variable: SharedLayout.Variable) -> String {
    let words = (variable.first..<variable.first + variable.count).map { StateView.text(word($0), variable.isBoolean) }
    return variable.isList ? "[\(words.joined(separator: ", "))]" : words[0]
  }

  static func text(_ value: Int64, _ isBoolean: Bool) -> String {
    isBoolean ? (value == 0 ? "false" : "true") : "\(value)"
  }

  func word(_ word: Int) -> Int64 {
    let cell = model.layout.words[word]
    return cell < 0 ? model.initialWords[word] : cells[cell]
  }

  private func queue(_ index: Int) -> String {
    let place = model.layout.queues[index]
    let first = place.first
    let items = (0..<Int(cells[first + StateLayout.Queue.count])).map {
      "\(cells[first + StateLayout.Queue.items + $0])"
    }
    let list = "[\(items.joined(separator: ", "))]"
    return cells[first + StateLayout.Queue.isClosed] != 0 ? "\(list) closed" : list
  }

  /// The final shared state, as runs record it.
  var state: [StateValue] {
    graph.shared.variables.map { variable in
      StateValue(
        name: variable.name, isBoolean: variable.isBoolean, isList: variable.isList,
        words: (variable.first..<variable.first + variable.count).map(word))
    }
  }

  // MARK: Workers

  func block(_ worker: Int) -> Int { model.workers[worker].base }
  func code(_ worker: Int) -> RoleCode { model.codes[Int(model.workers[worker].role)] }
  func role(_ worker: Int) -> GraphRole { graph.roles[Int(model.workers[worker].role)] }
  func cell(_ worker: Int, _ strand: Int) -> StrandCell { StrandCell(cells[block(worker) + strand]) }

  /// The instruction that a strand is at; nil for a worker without a task.
  func pc(_ worker: Int, _ strand: Int) -> Int? {
    let cell = cell(worker, strand)
    return cell.exists ? cell.pc : nil
  }

  /// What a strand does next, named so that it survives changed comments: `set@1.0` is the first visible part of the
  /// program's second step, a `set`.
  func place(_ worker: Int, _ strand: Int) -> String {
    let first = cells[block(worker)]
    guard first > 0, let pc = pc(worker, strand) else {
      if first == StrandCell.idle { return "take" }
      let delivery = DeliveryCell(cells[block(worker) + code(worker).firstDelivery + RoleCode.phase])
      return delivery.stage == .numbering ? "number" : "deliver"
    }
    let program = role(worker).program
    let site = program.sites[pc]
    let facts = code(worker).facts
    let before = (0..<pc).count { program.sites[$0] == site && facts[$0].kind == .visible }
    return "\(program.site(pc)?.verb ?? "step")@\(site).\(before)"
  }

  /// A register's value, if the strand's task still needs it.
  func register(_ register: Int32, of worker: Int) -> Int64? {
    let code = code(worker)
    guard let slot = (0..<code.rememberedCount).first(where: { code.remembered[$0] == register }) else { return nil }
    let isAlive = (0..<code.strands).contains { strand in
      let cell = cell(worker, strand)
      return cell.exists && code.liveMasks[cell.pc * code.maskWords + slot / 64] >> UInt64(slot % 64) & 1 != 0
    }
    return isAlive ? cells[block(worker) + code.firstRegister + slot] : nil
  }

  /// The object or word that an instruction is about.
  func object(_ i: Instruction, of worker: Int) -> Int {
    Int(i.b) + (i.isIndexed ? Int(register(i.c, of: worker) ?? 0) : 0)
  }

  /// Locks that a strand holds.
  func held(_ worker: Int, _ strand: Int) -> [Int] {
    let code = code(worker)
    return graph.shared.locks.indices.filter { lock in
      guard code.holdCells > 0, model.roles[code.number].touches(lock) else { return false }
      let field = code.holdFields[lock]
      let bits = cells[block(worker) + code.firstHold + strand * code.holdCells + Int(field.cell)] >> Int64(field.shift)
      let isReadWrite = graph.shared.locks[lock].kind == .readWrite
      return bits & 1 != 0 || isReadWrite && bits >> 1 & HoldField.mostReads != 0
    }
  }

  /// The same, with the steps that took them.
  func holds(_ worker: Int, _ strand: Int, _ acquired: [HeldLock: StepSite]) -> [WaitDescription.Held] {
    held(worker, strand).map { lock in
      WaitDescription.Held(
        object: "lock \(graph.shared.locks[lock].name)",
        step: acquired[HeldLock(worker: worker, strand: strand, lock: lock)])
    }
  }

  func strandName(_ worker: Int, _ strand: Int) -> StrandName {
    StrandName(
      role: role(worker).name, worker: Int(model.workers[worker].number),
      task: register(Program.GivenRegister.task.rawValue, of: worker), branch: strand)
  }

  // MARK: Waiting

  /// Everybody who has not ended, in a state in which nobody can go on.
  func waits(acquired: [HeldLock: StepSite]) -> [WaitDescription] {
    (0..<model.workerCount).flatMap { worker -> [WaitDescription] in
      let first = cells[block(worker)]
      guard first != StrandCell.ended else { return [] }
      guard first > 0 else {
        let what = first == StrandCell.idle ? idleWait(worker) : "room in queue \(deliveryQueue(worker))"
        return [WaitDescription(strand: strandName(worker, 0), holds: [], waitsFor: what, step: nil)]
      }
      return (0..<code(worker).strands).compactMap { strand in
        guard let pc = pc(worker, strand) else { return nil }
        return WaitDescription(
          strand: strandName(worker, strand), holds: holds(worker, strand, acquired),
          waitsFor: waitedFor(role(worker).program.instructions[pc], worker), step: role(worker).program.site(pc))
      }
    }
  }

  private func idleWait(_ worker: Int) -> String {
    let queues = model.roles[code(worker).number].sources.map { graph.queues[$0].name }
    return "an item of queue \(queues.joined(separator: " or "))"
  }

  private func deliveryQueue(_ worker: Int) -> String {
    let delivery = DeliveryCell(cells[block(worker) + code(worker).firstDelivery + RoleCode.phase])
    let into = role(worker).into
    return into.indices.contains(delivery.destination) ? graph.queues[into[delivery.destination]].name : "?"
  }

  /// What an instruction waits for; nil for one that never waits.
  func waitedFor(_ i: Instruction, _ worker: Int) -> String? {
    let shared = graph.shared
    let at = object(i, of: worker)
    switch i.opcode {
    case .acquireMutex, .acquireReentrant, .acquireRead, .acquireWrite: return "lock \(shared.locks[at].name)"
    case .acquirePermit: return "a permit of semaphore \(shared.semaphores[at].name)"
    case .conditionAwait: return "condition \(shared.conditions[at].name)"
    case .barrierAwait: return "barrier \(shared.barriers[at].name)"
    case .put, .offer: return "room in queue \(graph.queues[at].name)"
    case .awaitTaken: return "a taker at queue \(graph.queues[at].name)"
    case .get: return "an item of queue \(graph.queues[at].name)"
    case .await: return "the condition of 'await'"
    case .join: return "its branches"
    default: return nil
    }
  }
}

/// A lock that a strand took.
struct HeldLock: Hashable {
  var worker: Int
  var strand: Int
  var lock: Int
}

extension RoleModel {
  /// Whether the role's program may take a lock.
  func touches(_ lock: Int) -> Bool { touchedLocks.contains(lock) }
}
