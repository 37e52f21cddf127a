// A scenario whose scheduler is a person: what every worker would do next, one step, and back again.
import ScenarioModel

package struct Game {
  /// A worker, or a branch of its task.
  package struct Row: Sendable {
    /// `withdraw 1`, `search 0 branch 2`.
    package var name: String
    /// What its next step does, by the ways in which it can go; empty when it cannot take any.
    package var ways: [String]
    /// What it waits for, where it cannot; nil when it has ended.
    package var waitsFor: String?
    package var step: StepSite?
  }

  private let model: ExploreModel
  private let walker: ScheduleWalker
  /// The first chooses the beginning.
  private var moves: [Move] = []
  private var states: [[Int64]] = []
  /// By state: what it shows to be wrong.
  private var keys: [ViolationKey?] = []

  /// - Throws: `CannotExplore`.
  package init(_ graph: ExecutionGraph) throws {
    var reductions = ExploreReductions()
    reductions.partialOrder = false
    model = try ExploreModel(graph, reductions: reductions, hasSpuriousWakeUps: Explorer.hasSpuriousWakeUps(graph))
    walker = ScheduleWalker(model)
    guard model.workerCount > 0 else { throw CannotExplore("nobody takes a step") }
    let beginning = walker.begin(Move(worker: 0, strand: 0, choice: 0))
    add(beginning)
  }

  private mutating func add(_ step: WalkedStep) {
    moves.append(step.move)
    states.append(step.cells)
    keys.append(step.keys.first ?? walker.stateKeys(step.cells).first)
  }

  private var view: StateView { StateView(model: model, cells: states[states.count - 1]) }

  /// Steps taken.
  package var count: Int { moves.count - 1 }

  /// Shared variables and queues with their values.
  package var shared: [(name: String, value: String)] { Array(zip(StateView.columns(model), view.values)) }

  /// Workers, by number from 1, and behind them the branches of their tasks.
  package var rows: [Row] { places.map(row) }

  private var places: [(worker: Int, strand: Int)] {
    let view = view
    let branches = (0..<model.workerCount).flatMap { worker -> [(Int, Int)] in
      guard view.cells[view.block(worker)] > 0 else { return [] }
      return (1..<max(1, view.code(worker).strands)).filter { view.pc(worker, $0) != nil }.map { (worker, $0) }
    }
    return (0..<model.workerCount).map { ($0, 0) } + branches
  }

  private func row(_ place: (worker: Int, strand: Int)) -> Row {
    let view = view
    let role = view.role(place.worker)
    let name = "\(role.name) \(model.workers[place.worker].number)"
    let site = view.pc(place.worker, place.strand).flatMap { role.program.site($0) }
    walker.load(view.cells)
    let able = walker.enabled().contains { $0.worker == place.worker && $0.strand == place.strand }
    let ways = able ? walker.choices(from: view.cells, worker: place.worker, strand: place.strand) : []
    let words = ways.map { way in
      StepDescriber(
        model: model, before: view, after: StateView(model: model, cells: way.cells), worker: place.worker,
        strand: place.strand
      ).describe().words
    }
    let waits = view.waits(acquired: [:]).first {
      $0.strand.role == role.name && $0.strand.worker == Int(model.workers[place.worker].number)
        && $0.strand.branch == place.strand
    }
    return Row(
      name: place.strand == 0 ? name : "\(name) branch \(place.strand)", ways: words,
      waitsFor: able ? nil : waits?.waitsFor, step: site)
  }

  /// Takes the next step of a row, in one of its ways, both from 1.
  ///
  /// - Returns: false when there is no such step.
  package mutating func step(row: Int, way: Int) -> Bool {
    let places = places
    guard finding == nil, places.indices.contains(row - 1) else { return false }
    let (worker, strand) = places[row - 1]
    walker.load(states[states.count - 1])
    guard walker.enabled().contains(where: { $0.worker == worker && $0.strand == strand }) else { return false }
    let ways = walker.choices(from: states[states.count - 1], worker: worker, strand: strand)
    guard ways.indices.contains(way - 1) else { return false }
    add(ways[way - 1])
    return true
  }

  /// Takes the last step back; false in the beginning.
  package mutating func undo() -> Bool {
    guard moves.count > 1 else { return false }
    moves.removeLast()
    states.removeLast()
    keys.removeLast()
    return true
  }

  /// What has gone wrong with the last step, or at this end.
  package var finding: String? {
    keys[keys.count - 1].map { ScheduleTrace(model: model).record(moves, to: $0).finding.message }
  }

  /// Nobody can take a step.
  package var isOver: Bool {
    walker.load(states[states.count - 1])
    return walker.enabled().isEmpty
  }

  /// The steps so far, in words.
  package var steps: [String] {
    let trace = ScheduleTrace(model: model).record(moves, to: .deadlock([]))
    return trace.schedule.steps.map { step in
      "\(trace.schedule.workers[step.worker].role) \(trace.schedule.workers[step.worker].number): \(step.action)"
    }
  }
}
