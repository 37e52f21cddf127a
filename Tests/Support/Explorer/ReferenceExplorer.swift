// Every way in which a graph's run can end, found by trying all interleavings of visible steps.
import ScenarioModel

/// Slow and plain on purpose: what the real executors are compared with. It knows nothing of how they work; what a step
/// means is taken from the language and from `Instruction`.
///
/// Pure instructions run together with the visible one before them: nobody else can see them. Sleeping and computing
/// take any time. A signal may wake any waiter, a free worker may take any task in line, a draw may give any value.
package struct ReferenceExplorer {
  /// The graph has something that is not modelled: open sources, private copies of the state, an endless computation.
  struct Unsupported: Error { var what: String }

  let graph: ExecutionGraph
  let liveness: [RegisterLiveness]
  /// Roles whose programs can tell workers apart.
  let readsWorker: [Bool]
  let result: @Sendable (KernelSpecification) -> Int64
  let dropsDeadRegisters: Bool

  /// - Parameters:
  ///   - dropsDeadRegisters: forgets what a task can no longer read, so that fewer moments differ. Only a test of the
  ///     explorer itself turns it off.
  ///   - result: what a native kernel gives.
  package init(
    _ graph: ExecutionGraph, dropsDeadRegisters: Bool = true,
    result: @escaping @Sendable (KernelSpecification) -> Int64 = { _ in 0 }
  ) {
    self.graph = graph
    self.result = result
    self.dropsDeadRegisters = dropsDeadRegisters
    liveness = graph.roles.map { RegisterLiveness($0.program) }
    readsWorker = liveness.map { $0.isLiveAtStart(Program.GivenRegister.worker.rawValue) }
  }

  /// All outcomes that can be reached, or nil if there are more moments than `limit` or something is not modelled.
  package func outcomes(limit: Int = 200_000) -> Set<ReferenceOutcome>? {
    explore(limit: limit)?.outcomes
  }

  /// The outcomes, and how many different moments there are.
  package func explore(limit: Int = 200_000) -> (outcomes: Set<ReferenceOutcome>, states: Int)? {
    guard let start = try? initialState() else { return nil }
    var seen: Set<ReferenceState> = [start]
    var open = [start]
    var outcomes: Set<ReferenceOutcome> = []
    while let state = open.popLast() {
      guard let next = try? successors(of: state) else { return nil }
      if next.isEmpty { outcomes.insert(outcome(of: state)) }
      for successor in next where seen.insert(successor).inserted { open.append(successor) }
      guard seen.count <= limit else { return nil }
    }
    return (outcomes, seen.count)
  }

  private func initialState() throws -> ReferenceState {
    let shared = graph.shared
    var state = ReferenceState(
      words: shared.words, counters: graph.counters.map { _ in 0 }, locks: shared.locks.map { _ in .init() },
      permits: shared.semaphores.map(\.permits), conditions: shared.conditions.map { _ in .init() },
      barriers: shared.barriers.map { _ in .init() },
      queues: graph.queues.map { .init(isClosed: $0.producers.isEmpty, producers: $0.producers.count) },
      roles: [])
    for (index, role) in graph.roles.enumerated() {
      guard role.options["share"] != .text("nothing") else { throw Unsupported(what: "share: nothing") }
      var workers = 0
      switch (role.workers, role.source) {
      case (_, .open): throw Unsupported(what: "an open source")
      case (.count(let count), _): workers = count
      case (.unbounded, .count(let count)): workers = count
      case (.unbounded, .items(let items)): workers = items.count
      case (.unbounded, .queues): throw Unsupported(what: "unbounded workers on a queue")
      }
      let idle = readsWorker[index] ? Array(0..<workers) : Array(repeating: 0, count: workers)
      state.roles.append(.init(idle: idle, active: workers))
    }
    checkAlways(&state, words: nil)
    return state
  }

  private func outcome(of state: ReferenceState) -> ReferenceOutcome {
    var problems = state.problems
    if state.roles.contains(where: { $0.active > 0 }) { problems.insert(.deadlock) }
    for (number, check) in graph.checks.enumerated() where check.kind == .finally {
      if !holds(check, words: state.words + state.counters) { problems.insert(.finallyViolated(number)) }
    }
    return ReferenceOutcome(words: state.words, counters: state.counters, problems: problems)
  }

  /// Every state that one visible step of somebody leads to.
  func successors(of state: ReferenceState) throws -> [ReferenceState] {
    var result: [ReferenceState] = []
    for role in state.roles.indices { result += try claims(state, role) }
    for (index, task) in state.tasks.enumerated() {
      guard task.phase == .running else {
        result += try deliveries(state, index)
        continue
      }
      for strand in task.strands {
        let key = StrandKey(role: task.role, task: task.number, strand: strand.id)
        result += try ReferenceStep(self, state, key).results()
      }
    }
    return result
  }

  // MARK: Checks

  /// Notes every `always` that reads one of these words, or any if nil, and does not hold.
  func checkAlways(_ state: inout ReferenceState, words: [Int]?) {
    for (number, check) in graph.checks.enumerated() where check.kind == .always {
      if let words, Set(check.words).isDisjoint(with: words) { continue }
      if !holds(check, words: state.words) { state.problems.insert(.alwaysViolated(number)) }
    }
  }

  private func holds(_ check: GraphCheck, words: [Int64]) -> Bool {
    guard let program = check.program else { return true }
    var registers = [Int64](repeating: 0, count: program.registerCount)
    var pc = 0
    while true {
      let instruction = program.instructions[pc]
      if instruction.opcode == .end { return instruction.a < 0 || registers[Int(instruction.a)] != 0 }
      if instruction.opcode == .load {
        registers[Int(instruction.a)] = words[instruction.object(registers)]
        pc += 1
      } else if !ReferencePure.run(instruction, program, &registers, &pc) {
        return false
      }
    }
  }
}

extension Instruction {
  /// The object or word that it is about.
  func object(_ registers: [Int64]) -> Int { Int(b) + (flags.contains(.indexed) ? Int(registers[Int(c)]) : 0) }
}
