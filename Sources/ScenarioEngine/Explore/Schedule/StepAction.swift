// What a step did, in words and as accesses to shared words.
import ScenarioModel

struct StepAction {
  var words: String
  var accesses: [ScheduleRecord.Access] = []
  var step: StepSite?
  /// The shared word that it read or wrote alone; nil for other steps.
  var word: Int?
  var isWrite = false
}

/// Describes the step between two states.
struct StepDescriber {
  let model: ExploreModel
  let before: StateView
  let after: StateView
  let worker: Int
  let strand: Int

  private var graph: ExecutionGraph { model.graph }

  func describe() -> StepAction {
    guard let pc = before.pc(worker, strand) else { return StepAction(words: withoutTask()) }
    let program = before.role(worker).program
    let i = program.instructions[pc]
    var action = describe(i)
    action.step = program.site(pc)
    return action
  }

  private func describe(_ i: Instruction) -> StepAction {
    switch i.opcode {
    case .load: return access(i, isWrite: false)
    case .store: return access(i, isWrite: true)
    case .atomicBegin, .compareAndSwap: return indivisible(i)
    case .await: return StepAction(words: "its condition holds")
    default: return StepAction(words: words(i))
    }
  }

  private func access(_ i: Instruction, isWrite: Bool) -> StepAction {
    let word = before.object(i, of: worker)
    let found = accessed(word, isWrite: isWrite)
    return StepAction(
      words: "\(isWrite ? "write" : "read") \(found.variable) = \(StateView.text(found.value, found.isBoolean))",
      accesses: [found], word: word, isWrite: isWrite)
  }

  private func accessed(_ word: Int, isWrite: Bool) -> ScheduleRecord.Access {
    let variable = graph.shared.variables.first { ($0.first..<$0.first + $0.count).contains(word) }
    return ScheduleRecord.Access(
      variable: graph.shared.variableName(ofWord: word),
      value: (isWrite ? after : before).word(word), isBoolean: variable?.isBoolean ?? false, isWrite: isWrite)
  }

  private func indivisible(_ i: Instruction) -> StepAction {
    let word = before.object(i, of: worker)
    let old = accessed(word, isWrite: false)
    let new = accessed(word, isWrite: true)
    let from = StateView.text(old.value, old.isBoolean)
    let to = StateView.text(new.value, new.isBoolean)
    if i.opcode == .compareAndSwap {
      let expected = before.register(i.a + 1, of: worker)
      if let expected, expected != old.value {
        let wanted = StateView.text(expected, old.isBoolean)
        return StepAction(words: "no swap: \(old.variable) is \(from), not \(wanted)", accesses: [old])
      }
      return StepAction(words: "swap \(old.variable) \(from) -> \(to)", accesses: [old, new])
    }
    return StepAction(words: "\(old.variable) \(from) -> \(to) at once", accesses: [old, new])
  }

  private func words(_ i: Instruction) -> String {
    let shared = graph.shared
    let at = before.object(i, of: worker)
    switch i.opcode {
    case .acquireMutex, .acquireReentrant: return "take lock \(shared.locks[at].name)"
    case .acquireRead: return "take lock \(shared.locks[at].name) for reading"
    case .acquireWrite: return "take lock \(shared.locks[at].name) for writing"
    case .acquirePermit: return "take a permit of \(shared.semaphores[at].name)"
    case .releaseMutex, .releaseReentrant, .releaseRead, .releaseWrite: return "give back lock \(shared.locks[at].name)"
    case .releasePermit: return "give back a permit of \(shared.semaphores[at].name)"
    case .tryMutex, .tryReentrant, .tryRead, .tryWrite:
      return "try lock \(shared.locks[at].name): \(hasChanged(model.layout.locks + at) ? "got it" : "it is taken")"
    case .tryPermit:
      let got = hasChanged(model.layout.permits + at)
      return "try semaphore \(shared.semaphores[at].name): \(got ? "got a permit" : "no permit is left")"
    case .conditionEnter: return "wait for \(shared.conditions[at].name), give back its lock"
    case .conditionAwait: return "woken by \(shared.conditions[at].name)"
    case .signal: return "signal \(shared.conditions[at].name): \(woken())"
    case .broadcast: return "broadcast \(shared.conditions[at].name): \(woken())"
    case .barrierArrive: return "arrive at barrier \(shared.barriers[at].name)"
    case .barrierAwait: return "go on from barrier \(shared.barriers[at].name)"
    default: return queueWords(i, at)
    }
  }

  private func queueWords(_ i: Instruction, _ at: Int) -> String {
    switch i.opcode {
    case .put, .offer:
      let item = before.register(i.a, of: worker).map { " \($0)" } ?? ""
      return countChange(at) > 0
        ? "put\(item) into \(graph.queues[at].name)" : "\(graph.queues[at].name) did not take it"
    case .awaitTaken: return "its item is taken from \(graph.queues[at].name)"
    case .get:
      if countChange(at) < 0 { return "take \(taken(at)) from \(graph.queues[at].name)" }
      return "\(graph.queues[at].name) is closed and empty"
    case .close: return "close \(graph.queues[at].name)"
    case .queueCount: return "count \(graph.queues[at].name)"
    case .fork: return "started its branches"
    case .join: return "its branches have ended"
    case .endBranch: return "ended the branch"
    case .end: return "ended"
    default: return "\(i.opcode)"
    }
  }

  /// The step of a worker that is without a task, or hands over a result.
  private func withoutTask() -> String {
    let first = before.cells[before.block(worker)]
    if first == StrandCell.idle {
      let sources = model.roles[before.code(worker).number].sources
      guard let queue = sources.first(where: { countChange($0) < 0 }) else { return "take its next task" }
      return "take \(taken(queue)) from \(graph.queues[queue].name)"
    }
    let into = before.role(worker).into
    if let queue = into.first(where: { countChange($0) > 0 }) { return "put a result into \(graph.queues[queue].name)" }
    return "hand over its result"
  }

  private func hasChanged(_ cell: Int) -> Bool { before.cells[cell] != after.cells[cell] }

  private func countChange(_ queue: Int) -> Int64 {
    let cell = model.layout.queues[queue].first + StateLayout.Queue.count
    return after.cells[cell] - before.cells[cell]
  }

  private func taken(_ queue: Int) -> String {
    let first = model.layout.queues[queue].first
    let count = Int(before.cells[first + StateLayout.Queue.count])
    let isLast = graph.queues[queue].order == .lifo
    return "\(before.cells[first + StateLayout.Queue.items + (isLast ? count - 1 : 0)])"
  }

  private func woken() -> String {
    var count = 0
    for other in 0..<model.workerCount {
      for strand in 0..<before.code(other).strands
      where !before.cell(other, strand).isServed && after.cell(other, strand).isServed
        && before.cells[before.block(other)] > 0 && after.cells[after.block(other)] > 0
      {
        count += 1
      }
    }
    return count == 0 ? "nobody waits" : count == 1 ? "woke one" : "woke \(count)"
  }
}
