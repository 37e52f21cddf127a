// Walks through a model one move at a time.
import ScenarioModel

/// What a step leads to.
struct WalkedStep {
  var move: Move
  var cells: [Int64]
  /// What went wrong with the step itself.
  var keys: [ViolationKey]
  var problems: [StepProblem]
}

/// Not fast: for ways that are short, and shown to somebody.
final class ScheduleWalker {
  let model: ExploreModel
  let stepper: Stepper
  private let cells: Cells
  private let prints: Fingerprints

  init(_ model: ExploreModel) {
    self.model = model
    cells = .allocate(capacity: max(1, model.cellCount))
    cells.initialize(repeating: 0, count: max(1, model.cellCount))
    stepper = Stepper(model, state: cells)
    prints = Fingerprints(model)
  }

  deinit { cells.deallocate() }

  var current: [Int64] { Array(UnsafeBufferPointer(start: cells, count: model.cellCount)) }

  func load(_ state: [Int64]) {
    for index in state.indices { cells[index] = state[index] }
    stepper.s = cells
  }

  /// The states in which a run can begin.
  func beginnings() -> [WalkedStep] {
    var found: [WalkedStep] = []
    stepper.s = cells
    stepper.chooser.begin()
    repeat {
      stepper.begin()
      found.append(walked(Move(worker: 0, strand: 0, choice: stepper.chooser.code)))
    } while stepper.chooser.advance()
    return found
  }

  /// Goes to the beginning that a move names.
  func begin(_ move: Move) -> WalkedStep {
    stepper.s = cells
    stepper.chooser.begin(code: move.choice)
    stepper.begin()
    return walked(move)
  }

  /// Workers and strands that can take a step in the loaded state.
  func enabled() -> [(worker: Int, strand: Int)] {
    var able: [(Int, Int)] = []
    for worker in 0..<model.workerCount {
      stepper.select(worker, 0)
      let strands = stepper.block[0] > 0 ? stepper.code.strands : 1
      for strand in 0..<strands {
        stepper.select(worker, strand)
        if stepper.isEnabled() { able.append((worker, strand)) }
      }
    }
    return able
  }

  /// Every way in which a step can go.
  func choices(from state: [Int64], worker: Int, strand: Int) -> [WalkedStep] {
    var found: [WalkedStep] = []
    stepper.chooser.begin()
    repeat {
      load(state)
      stepper.select(worker, strand)
      stepper.step()
      found.append(walked(Move(worker: worker, strand: strand, choice: stepper.chooser.code)))
    } while stepper.chooser.advance()
    return found
  }

  /// Takes one step of the loaded state.
  func take(_ move: Move) -> WalkedStep {
    stepper.select(move.worker, move.strand)
    stepper.chooser.begin(code: move.choice)
    stepper.step()
    return walked(move)
  }

  /// Takes one step of the loaded state, in a way that is drawn where it can go in several.
  func draw(worker: Int, strand: Int, _ generator: inout SeededGenerator) -> WalkedStep {
    stepper.select(worker, strand)
    stepper.chooser.begin(drawing: generator)
    stepper.step()
    generator = stepper.chooser.drawn ?? generator
    return walked(Move(worker: worker, strand: strand, choice: stepper.chooser.code))
  }

  private func walked(_ move: Move) -> WalkedStep {
    let problems = stepper.problems
    return WalkedStep(
      move: move, cells: current, keys: problems.compactMap { ViolationKey($0, model) }, problems: problems)
  }

  /// What is wrong with a state itself: how everything has ended, or steps that can be taken next.
  func stateKeys(_ state: [Int64]) -> [ViolationKey] {
    load(state)
    guard enabled().isEmpty else { return model.findsRaces ? races(state).map(\.key) : [] }
    if let deadlock = ViolationKey(deadlockIn: cells, model) { return [deadlock] }
    return model.checks.filter { $0.isFinally && !stepper.holds($0) }.map { .finally(check: $0.number) }
  }

  /// The data races between next steps in a state.
  func races(_ state: [Int64]) -> [Race] {
    load(state)
    var accesses: [PlainAccess] = []
    var races: [Race] = []
    stepper.forEachRace(&accesses) { races.append($0) }
    return races
  }

  /// Tells states apart that differ only in which worker does what.
  func plainPrint(_ state: [Int64]) -> UInt64 {
    var print: UInt64 = 0xcbf2_9ce4_8422_2325
    for cell in state { print = SplitMix64.mix(print ^ UInt64(bitPattern: cell)) }
    return print
  }
}

extension ViolationKey {
  /// nil for what is no violation: the model came to an end of its room.
  init?(_ problem: StepProblem, _ model: ExploreModel) {
    let role = Int(model.workers[problem.worker].role)
    switch problem.kind {
    case .assertFailed: self = .assertion(role: role, pc: problem.pc)
    case .taskFailed(let kind): self = .taskFailed(role: role, pc: problem.pc, kind)
    case .alwaysViolated(let check): self = .always(check: check)
    case .cannotContinue: return nil
    }
  }

  /// Of a state in which nobody can go on: nil when all have ended.
  init?(deadlockIn cells: Cells, _ model: ExploreModel) {
    var stuck: [Int64] = []
    for worker in 0..<model.workerCount {
      let place = model.workers[worker]
      let first = cells[place.base]
      guard first != StrandCell.ended else { continue }
      stuck.append(Int64(place.role) << 32 | (first > 0 ? Int64(StrandCell(first).pc) : -1))
    }
    guard !stuck.isEmpty else { return nil }
    self = .deadlock(stuck.sorted())
  }
}
