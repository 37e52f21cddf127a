// Beyond what can be searched: many schedules drawn by chance, half of them with priorities that change only a few times.
import ScenarioModel

/// What schedules drawn by chance came to.
struct SampledSchedules {
  /// How many were walked, and their steps together.
  var schedules = 0
  var steps = 0
  /// Steps of the longest.
  var longest = 0
  /// The way to the first violation, the beginning's move first.
  var found: (key: ViolationKey, moves: [Move])?
  /// Why it ended before all were walked.
  var limit: SearchLimit?
}

/// Walks schedules from beginning to end, one after another.
///
/// Odd ones take any possible step with the same chance. Even ones are PCT: workers get random priorities, the possible
/// step of the highest goes first, and at d - 1 random places the one that goes there falls below all others. With n
/// workers and schedules of at most k steps, each finds a bug of depth d (one that needs d steps in a certain order) with a
/// chance of at least 1 / (n k^(d-1)). Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with
/// Probabilistic Guarantees of Finding Bugs", ASPLOS 2010.
struct RandomSchedules {
  let model: ExploreModel
  let count: Int
  let seed: UInt64
  let limits: SearchLimits
  var interruption: Interruption?

  /// The depth of bugs that the priorities are drawn for.
  static let depth = 3
  /// A schedule without an end is left after this many steps.
  private static let mostSteps = 100_000

  func run() -> SampledSchedules {
    var sampled = SampledSchedules()
    let walker = ScheduleWalker(model)
    let began = Clock.now()
    for number in 0..<count {
      if (interruption?.count ?? 0) > 0 { sampled.limit = .interrupted }
      if Clock.now() - began > limits.time { sampled.limit = .time(nanoseconds: limits.time) }
      guard sampled.limit == nil else { break }
      var generator = SeededGenerator(seed: seed, stream: UInt64(number))
      var turns: any TurnTaking =
        number % 2 == 0
        ? AnyTurn() : PriorityTurn(workers: model.workerCount, steps: max(1, sampled.longest), &generator)
      let moves = walk(walker, &turns, &generator, &sampled)
      sampled.schedules += 1
      sampled.steps += moves - 1
      sampled.longest = max(sampled.longest, moves - 1)
      if sampled.found != nil { break }
    }
    return sampled
  }

  /// - Returns: the number of moves.
  private func walk(
    _ walker: ScheduleWalker, _ turns: inout any TurnTaking, _ generator: inout SeededGenerator,
    _ sampled: inout SampledSchedules
  ) -> Int {
    let beginnings = walker.beginnings()
    let first = beginnings[Int(generator.below(UInt64(beginnings.count)))]
    var moves = [first.move]
    var keys = first.keys
    walker.load(first.cells)
    while keys.isEmpty, moves.count <= RandomSchedules.mostSteps {
      let able = walker.enabled()
      keys = walker.stateKeys(walker.current)
      guard keys.isEmpty, !able.isEmpty else { break }
      let turn = turns.pick(able.map(\.worker), step: moves.count - 1, &generator)
      let step = walker.draw(worker: able[turn].worker, strand: able[turn].strand, &generator)
      moves.append(step.move)
      keys = step.keys
    }
    if let key = keys.first { sampled.found = (key, moves) }
    return moves.count
  }
}

/// Who goes next.
private protocol TurnTaking {
  /// A position among the workers that can go; a worker is there once for each of its branches that can.
  mutating func pick(_ able: [Int], step: Int, _ generator: inout SeededGenerator) -> Int
}

/// Anybody, with the same chance.
private struct AnyTurn: TurnTaking {
  mutating func pick(_ able: [Int], step: Int, _ generator: inout SeededGenerator) -> Int {
    Int(generator.below(UInt64(able.count)))
  }
}

/// The highest priority, which falls at a few places.
private struct PriorityTurn: TurnTaking {
  private var priorities: [Int]
  private let changes: [Int]
  private var lowest = 0

  init(workers: Int, steps: Int, _ generator: inout SeededGenerator) {
    priorities = generator.permutation(count: workers).map { $0 + 1 }
    changes = (1..<RandomSchedules.depth).map { _ in Int(generator.below(UInt64(steps))) }
  }

  mutating func pick(_ able: [Int], step: Int, _ generator: inout SeededGenerator) -> Int {
    let highest = able.map { priorities[$0] }.max() ?? 0
    let candidates = able.indices.filter { priorities[able[$0]] == highest }
    let turn = candidates[Int(generator.below(UInt64(candidates.count)))]
    if changes.contains(step) {
      lowest -= 1
      priorities[able[turn]] = lowest
    }
    return turn
  }
}
