// The plain graph of a model: every state and every step between them, for what can happen for ever.
import ScenarioModel

/// States are numbered from 0 in the order in which a breadth-first search found them. Steps lie side by side, sorted by
/// the state that they lead from.
struct LiveGraph {
  /// By worker: the number of its first strand among the actors.
  let firstActor: [Int]
  let actorCount: Int
  /// By state: where its steps begin; one more at the end.
  private(set) var firstStep: [Int] = []
  private(set) var targets: [UInt32] = []
  private(set) var moves: [Move] = []
  private(set) var beginnings: [(state: Int, move: Move)] = []
  /// By state and actor: where a strand is that has a task, plus one; 0 for everybody else.
  private(set) var places: [Int32] = []
  /// By state: a bit for each check that holds in it.
  private(set) var holding: [UInt64] = []

  /// The place of a worker whose result is on its way.
  static let delivering: Int32 = -1

  /// - Parameter strands: of each worker, how many strands it can have.
  init(strands: [Int]) {
    var first: [Int] = []
    var count = 0
    for strands in strands {
      first.append(count)
      count += strands
    }
    firstActor = first
    actorCount = count
  }

  var stateCount: Int { holding.count }

  /// About what a state takes: what is kept of it, a step of every second actor, and the room to look at it in.
  var bytesPerState: Int { 64 + 8 * actorCount }

  @inline(__always)
  func steps(of state: Int) -> Range<Int> {
    state + 1 < firstStep.count ? firstStep[state]..<firstStep[state + 1] : 0..<0
  }

  @inline(__always)
  func actor(_ step: Int) -> Int { firstActor[moves[step].worker] + moves[step].strand }

  @inline(__always)
  func target(_ step: Int) -> Int { Int(targets[step]) }

  @inline(__always)
  func place(_ actor: Int, in state: Int) -> Int32 { places[state * actorCount + actor] }

  // MARK: Building

  /// Adds the next state. Places are those of all actors.
  mutating func add(places: some Sequence<Int32>, holding: UInt64) {
    self.places.append(contentsOf: places)
    self.holding.append(holding)
  }

  mutating func addBeginning(_ state: Int, _ move: Move) {
    if !beginnings.contains(where: { $0.state == state }) { beginnings.append((state, move)) }
  }

  /// - Precondition: states come in their order.
  mutating func addStep(from state: Int, _ move: Move, to target: Int) {
    while firstStep.count <= state { firstStep.append(targets.count) }
    targets.append(UInt32(target))
    moves.append(move)
  }

  mutating func finish() {
    while firstStep.count <= stateCount { firstStep.append(targets.count) }
  }
}

/// Takes down what a search of one thread comes across.
final class LiveGraphBuilder: @unchecked Sendable {
  private(set) var graph: LiveGraph
  private let model: ExploreModel
  /// Bits of checks, by position in the model's.
  private let bits: [(bit: UInt64, check: ModelCheck)]
  private let stepper: Stepper
  private let cells: Cells

  init(_ model: ExploreModel) {
    self.model = model
    graph = LiveGraph(strands: (0..<model.workerCount).map { model.codes[Int(model.workers[$0].role)].strands })
    bits = model.checks.filter(\.isEventually).prefix(64).enumerated().map { (1 << UInt64($0), $1) }
    cells = .allocate(capacity: max(1, model.cellCount))
    cells.initialize(repeating: 0, count: max(1, model.cellCount))
    stepper = Stepper(model, state: cells)
  }

  deinit { cells.deallocate() }

  /// The bit of a check; 0 if it has none.
  func bit(ofCheck number: Int) -> UInt64 { bits.first { $0.check.number == number }?.bit ?? 0 }

  /// A state's number counts from 1.
  func found(_ number: UInt32, _ state: Cells) {
    precondition(Int(number) == graph.stateCount + 1, "states are numbered one after another")
    stepper.s = state
    var holding: UInt64 = 0
    for (bit, check) in bits where stepper.holds(check) { holding |= bit }
    let model = model
    let places = (0..<model.workerCount).lazy.flatMap { worker in
      let place = model.workers[worker]
      let code = model.codes + Int(place.role)
      return (0..<code.pointee.strands).lazy.map { LiveGraphBuilder.place(state + place.base, $0, code) }
    }
    graph.add(places: places, holding: holding)
  }

  func stepped(from: UInt32, _ move: Move, to: UInt32) {
    if from == 0 { return graph.addBeginning(Int(to) - 1, move) }
    graph.addStep(from: Int(from) - 1, move, to: Int(to) - 1)
  }

  func finish() -> LiveGraph {
    graph.finish()
    return graph
  }

  private static func place(_ block: Cells, _ strand: Int, _ code: UnsafeMutablePointer<RoleCode>) -> Int32 {
    guard block[0] > 0 else { return block[0] == StrandCell.delivering && strand == 0 ? LiveGraph.delivering : 0 }
    let cell = StrandCell(block[strand])
    // Who waits for its branches waits for what they wait for.
    guard cell.exists, code.pointee.code[cell.pc].opcode != .join else { return 0 }
    return Int32(cell.pc + 1)
  }
}
