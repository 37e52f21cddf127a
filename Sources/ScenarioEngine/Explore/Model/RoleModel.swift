// A role prepared for exploration: its code over cells, what its tasks must remember at each step, and its workers' blocks.
import ScenarioModel

/// What a visible instruction needs around it, looked up by pc.
struct StepFacts {
  /// How the stepper treats the instruction.
  enum Kind: UInt8 {
    /// Registers only: `Pure.step` runs it.
    case pure
    /// The task's own business, or time, which passes as it likes: run together with what is before it.
    case own
    /// A step of its own.
    case visible
  }
  var kind: Kind
  /// The position, among the remembered registers, of the register that is added to `b`; -1 without one.
  var indexSlot: Int32
  /// What the step itself reads and writes, and what the worker may read and write from here on.
  var next = Footprint()
  var future = Footprint()
}

/// Objects that are read and written: a bit each; several objects may share one, which only makes more steps dependent.
struct Footprint: Equatable {
  var reads: UInt64 = 0
  var writes: UInt64 = 0

  @inline(__always)
  func conflicts(with other: Footprint) -> Bool {
    writes & (other.reads | other.writes) != 0 || reads & other.writes != 0
  }

  @inline(__always)
  mutating func formUnion(_ other: Footprint) {
    reads |= other.reads
    writes |= other.writes
  }
}

/// What stepping a role's workers needs, as plain pointers: copied freely, owned by the role's `RoleModel`.
struct RoleCode: BitwiseCopyable {
  let number: Int
  let code: UnsafeMutablePointer<Instruction>
  let constants: UnsafeMutablePointer<Int64>
  let facts: UnsafeMutablePointer<StepFacts>
  /// 1 for each instruction that was ever executed; written by all threads, always the same value.
  let covered: UnsafeMutablePointer<UInt8>
  let instructionCount: Int
  let registerCount: Int
  /// Registers that some visible instruction finds alive: what a block remembers, in this order.
  let remembered: UnsafeMutablePointer<Int32>
  let rememberedCount: Int
  /// `liveMasks[pc * maskWords ...]`: which of the remembered registers are alive at `pc`.
  let liveMasks: UnsafeMutablePointer<UInt64>
  let maskWords: Int
  let handlers: UnsafeMutablePointer<FailureHandler>
  let handlerCount: Int
  /// By lock: its field among a strand's hold cells.
  let holdFields: UnsafeMutablePointer<HoldField>
  let holdCells: Int
  /// -1 for tasks that come from queues.
  let taskCount: Int64
  let workers: Int
  /// A free worker takes the next task at once: nobody can tell which worker it is.
  let claimsAtOnce: Bool
  /// Tasks of a queue are numbered in a step of their own, as others take from the queue too.
  let numbersApart: Bool
  let needsNumbers: Bool
  let isOrdered: Bool
  let delivers: Bool
  /// The program asks for the numbers of tasks or workers.
  let readsCounts: Bool

  // A worker's block: a cell per strand, their holds, delivery, remembered registers.
  let strands: Int
  let firstHold: Int
  let firstDelivery: Int
  let firstRegister: Int
  let blockCells: Int
  /// Of the role's own cells.
  let roleCells: Int

  /// Delivery cells: what the worker is at, its result, its task's number.
  static let phase = 0, value = 1, taskNumber = 2
}

/// Owns the memory of a role's code; everything in it but `covered` stays as it is.
final class RoleModel: @unchecked Sendable {
  let code: RoleCode
  let graphRole: GraphRole
  let items: [Int64]?
  let sources: [Int]
  /// The program can tell tasks, or workers, apart.
  let readsTask: Bool
  let readsWorker: Bool
  let touchedLocks: Set<Int>

  init(_ graph: ExecutionGraph, _ number: Int, _ layout: StateLayout, keepsDeadRegisters: Bool) throws {
    let role = graph.roles[number]
    let program = role.program
    graphRole = role
    let workers = try RoleModel.workerCount(role)
    let live = ProgramFlow(program).liveRegisters()
    readsTask = (live.first ?? []).contains(Program.GivenRegister.task.rawValue)
    readsWorker = (live.first ?? []).contains(Program.GivenRegister.worker.rawValue)
    items = if case .items(let items) = role.source { items } else { nil }
    sources = if case .queues(let queues) = role.source { queues } else { [] }
    let kinds = program.instructions.map { RoleModel.kind(of: $0, layout.words) }
    let remembered = RoleModel.remembered(program, live, kinds, keepsAll: keepsDeadRegisters)
    let holds = HoldLayout(program, shared: graph.shared)
    touchedLocks = Set(graph.shared.locks.indices.filter { holds.fields[$0] != nil })
    let isOrdered = role.collect == .ordered && !role.into.isEmpty
    let strands = max(1, program.peakStrands)
    let firstDelivery = strands + strands * holds.cells
    let delivers = !role.into.isEmpty || role.taskCount == nil
    let firstRegister = firstDelivery + (delivers ? 3 : 0)
    let maskWords = max(1, (remembered.count + 63) / 64)
    code = RoleCode(
      number: number,
      code: RoleModel.memory(program.instructions.map { RoleModel.placed($0, layout) }),
      constants: RoleModel.memory(program.constants),
      facts: RoleModel.memory(
        zip(program.instructions, kinds).map { i, kind in
          let slot = i.isIndexed ? remembered.firstIndex(of: i.c) ?? -1 : -1
          return StepFacts(kind: kind, indexSlot: Int32(slot))
        }),
      covered: RoleModel.memory([UInt8](repeating: 0, count: program.instructions.count)),
      instructionCount: program.instructions.count, registerCount: program.registerCount,
      remembered: RoleModel.memory(remembered), rememberedCount: remembered.count,
      liveMasks: RoleModel.memory(
        live.flatMap { live in RoleModel.mask(live, of: remembered, maskWords, keepsAll: keepsDeadRegisters) }),
      maskWords: maskWords, handlers: RoleModel.memory(program.handlers), handlerCount: program.handlers.count,
      holdFields: RoleModel.memory(holds.fields.map { $0 ?? HoldField(cell: 0, shift: 0) }), holdCells: holds.cells,
      taskCount: Int64(role.taskCount ?? -1), workers: workers,
      claimsAtOnce: role.taskCount != nil && !readsWorker,
      numbersApart: role.taskCount == nil && (readsTask || isOrdered) && !RoleModel.ownsItsQueue(number, graph),
      needsNumbers: readsTask || isOrdered, isOrdered: isOrdered, delivers: delivers,
      readsCounts: live.contains { live in
        live.contains(Program.GivenRegister.tasks.rawValue) || live.contains(Program.GivenRegister.workers.rawValue)
      },
      strands: strands, firstHold: strands, firstDelivery: firstDelivery, firstRegister: firstRegister,
      blockCells: firstRegister + remembered.count, roleCells: layout.roles[number].first)
  }

  deinit {
    code.code.deallocate()
    code.constants.deallocate()
    code.facts.deallocate()
    code.covered.deallocate()
    code.remembered.deallocate()
    code.liveMasks.deallocate()
    code.handlers.deallocate()
    code.holdFields.deallocate()
  }

  /// Memory of its own for values that stay as they are.
  static func memory<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, values.count))
    memory.initialize(from: values, count: values.count)
    return memory
  }

  private static func workerCount(_ role: GraphRole) throws -> Int {
    switch (role.workers, role.source) {
    case (_, .open):
      throw CannotExplore("role '\(role.name)' has arrivals at a rate, and exploring knows no time: give it `tasks`")
    case (.count(let count), _): return count
    case (.unbounded, .queues):
      throw CannotExplore("role '\(role.name)' has unbounded workers: give it a number of them to explore")
    case (.unbounded, _): return role.taskCount ?? 0
    }
  }

  /// Items of one queue that nobody else takes from, first in first out, are numbered as they lie in it.
  private static func ownsItsQueue(_ number: Int, _ graph: ExecutionGraph) -> Bool {
    guard case .queues(let queues) = graph.roles[number].source, queues.count == 1 else { return false }
    let queue = graph.queues[queues[0]]
    return queue.order == .fifo && queue.consumers == [number]
  }

  /// Which registers live across steps; with `keepsAll`, every one that there is.
  private static func remembered(
    _ program: Program, _ live: [Set<Int32>], _ kinds: [StepFacts.Kind], keepsAll: Bool
  ) -> [Int32] {
    if keepsAll { return Array(0..<Int32(program.registerCount)) }
    var registers: Set<Int32> = []
    for pc in live.indices where kinds[pc] == .visible { registers.formUnion(live[pc]) }
    // These are the same for all tasks and never change.
    registers.remove(Program.GivenRegister.tasks.rawValue)
    registers.remove(Program.GivenRegister.workers.rawValue)
    return registers.sorted()
  }

  private static func mask(_ live: Set<Int32>, of remembered: [Int32], _ words: Int, keepsAll: Bool) -> [UInt64] {
    var mask = [UInt64](repeating: 0, count: words)
    for (slot, register) in remembered.enumerated() where keepsAll || live.contains(register) {
      mask[slot / 64] |= 1 << UInt64(slot % 64)
    }
    return mask
  }

  /// - Parameter cells: of each shared word; negative for one whose reading is no step.
  static func kind(of i: Instruction, _ cells: [Int]) -> StepFacts.Kind {
    switch i.opcode {
    case .load: return cells[Int(i.b)] < 0 ? .own : .visible
    case .assert, .fail, .tally, .log, .choose, .draw, .rethrow, .sleep, .compute, .yield, .call: return .own
    // What they change belongs to the task alone, or is noticed by others whenever they like.
    case .fork, .endBranch, .end: return .own
    default: return i.opcode.rawValue < Opcode.assert.rawValue ? .pure : .visible
    }
  }

  /// The instruction with its word replaced by the word's cell. A word that nobody writes is named by its complement.
  private static func placed(_ i: Instruction, _ layout: StateLayout) -> Instruction {
    var i = i
    switch i.opcode {
    case .load, .store, .atomicBegin, .atomicCommit, .compareAndSwap:
      let cell = layout.words[Int(i.b)]
      i.b = cell < 0 ? ~i.b : Int32(cell)
    default: break
    }
    return i
  }
}

/// Why a scenario cannot be explored.
package struct CannotExplore: Error, Sendable {
  /// One sentence, lower case, for the report.
  package var reason: String
  package init(_ reason: String) { self.reason = reason }
}
