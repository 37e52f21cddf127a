// What the things that strands wait for are called in reports.
import ScenarioModel

struct ObjectNames: Sendable {
  let graph: ExecutionGraph
  let layout: ArenaLayout

  /// "lock account", "room in queue raw".
  func name(_ object: Int) -> String {
    let shared = graph.shared
    switch object {
    case layout.locks..<layout.semaphores: return "lock \(shared.locks[object - layout.locks].name)"
    case layout.semaphores..<layout.conditions:
      return "a permit of semaphore \(shared.semaphores[object - layout.semaphores].name)"
    case layout.conditions..<layout.barriers:
      return "condition \(shared.conditions[object - layout.conditions].name)"
    case layout.barriers..<layout.awaits: return "barrier \(shared.barriers[object - layout.barriers].name)"
    case layout.awaits..<layout.room: return "the condition of 'await'"
    case layout.room..<layout.items: return "room in queue \(queue(object - layout.room))"
    case (layout.items + graph.queues.count)..<layout.taken: return "a branch to run"
    case layout.items..<layout.taken: return "an item of queue \(queue(object - layout.items))"
    case layout.taken..<layout.freeWorker: return "a taker at queue \(queue(object - layout.taken))"
    case layout.freeWorker..<layout.window: return "a free worker of \(graph.roles[object - layout.freeWorker].name)"
    case layout.window..<layout.interpreter:
      return "an earlier result of \(graph.roles[object - layout.window].name) to leave first"
    case layout.interpreter: return "the interpreter lock"
    case layout.stageObject: return "its turn in the schedule"
    default: return "its branches"
    }
  }

  /// The kind of an object that reports show use of; nil for the engine's own.
  func kind(_ object: Int) -> LockRecord.Kind? {
    switch object {
    case layout.locks..<layout.semaphores: .lock
    case layout.semaphores..<layout.conditions: .semaphore
    case layout.conditions..<layout.barriers: .condition
    case layout.barriers..<layout.awaits: .barrier
    case layout.awaits..<layout.room: .await
    case layout.interpreter: .interpreter
    default: nil
    }
  }

  /// The bare name of such an object.
  func bareName(_ object: Int) -> String {
    let shared = graph.shared
    switch object {
    case layout.locks..<layout.semaphores: return shared.locks[object - layout.locks].name
    case layout.semaphores..<layout.conditions: return shared.semaphores[object - layout.semaphores].name
    case layout.conditions..<layout.barriers: return shared.conditions[object - layout.conditions].name
    case layout.barriers..<layout.awaits: return shared.barriers[object - layout.barriers].name
    case layout.awaits..<layout.room: return awaitName(object - layout.awaits)
    default: return "interpreter lock"
    }
  }

  private func awaitName(_ number: Int) -> String {
    for role in graph.roles {
      for (pc, instruction) in role.program.instructions.enumerated() where instruction.opcode == .await {
        guard role.program.awaits[Int(instruction.b)].object == number else { continue }
        let range = role.program.site(pc)?.range
        return range.map { "await, line \($0.file.position(of: $0.lower).line)" } ?? "await"
      }
    }
    return "await"
  }

  private func queue(_ index: Int) -> String {
    index < graph.queues.count ? graph.queues[index].name : "of branches"
  }

  /// Who a strand is. Strand ids do not know their worker.
  func strand(_ id: Int64, worker: Int?) -> StrandName {
    StrandName(
      role: graph.roles[StrandID.role(id)].name, worker: worker, task: StrandID.task(id), branch: StrandID.branch(id))
  }

  /// Who a strand is whose worker has this number; of an unbounded number of coroutines, none is named by it.
  func strand(_ id: Int64, number: Int32) -> StrandName {
    strand(id, worker: graph.roles[StrandID.role(id)].workers == .unbounded ? nil : Int(number))
  }

  /// The step that an instruction of a strand belongs to.
  func step(_ id: Int64, pc: Int32) -> StepSite? { graph.roles[StrandID.role(id)].program.site(Int(pc)) }

  /// The variable that a word belongs to: `balance`, `forks[2]`.
  func word(_ word: Int) -> String {
    guard let variable = graph.shared.variables.first(where: { $0.first..<$0.first + $0.count ~= word }) else {
      return "word \(word)"
    }
    return variable.isList ? "\(variable.name)[\(word - variable.first)]" : variable.name
  }
}

extension Program {
  /// The step that the instruction at `pc` belongs to.
  func site(_ pc: Int) -> StepSite? {
    guard sites.indices.contains(pc), steps.indices.contains(Int(sites[pc])) else { return nil }
    return steps[Int(sites[pc])]
  }
}
