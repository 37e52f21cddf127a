// What can go wrong in runs that never end, or end too early: what must come to hold, who is passed over or stuck.
import ScenarioModel

/// Something wrong with a whole run, and such a run.
struct FoundLasso {
  var key: ViolationKey
  /// Nobody's fault is looked for in runs less fair than this.
  var fairness: Fairness
  /// Who waits, or goes round: worker and strand.
  var affected: [(worker: Int, strand: Int)] = []
  /// The first move chooses the beginning.
  var moves: [Move]
  /// Which of the steps after the beginning is the first that repeats; nil when the run ends.
  var cycleStart: Int?
  var cycle: CycleFacts = CycleFacts()

  /// What is to be said of the steps that repeat.
  struct CycleFacts {
    /// The affected worker moves in them: it goes round a loop that it never leaves.
    var isBusy = false
    /// It could go on in some state of the component.
    var isPassedOver = false
    /// Everybody who moves is in a loop that is meant to be left.
    var isLivelock = false
  }
}

struct LivenessResult {
  var found: [FoundLasso] = []
  /// States of the plain graph that were looked at.
  var states = 0
  /// Nanoseconds.
  var time: Int64 = 0
  /// Why nothing can be said, as a clause; nil when everything was decided.
  var undecided: String?
}

/// Judges `eventually`, `never: starvation`, and whether some can be stuck for ever while others go on.
///
/// It needs every order of steps and every worker by its name, so the search is a plain one: only registers that cannot
/// be read any more are forgotten.
struct LivenessSearch {
  let graph: ExecutionGraph
  let hasSpuriousWakeUps: Bool
  var settings: SearchSettings

  /// Plain graphs of more states are not judged: where a check asks, and where none does, so that a proof of something
  /// else does not take much longer.
  private static let mostStates = (asked: 1_000_000, unasked: 200_000)
  /// Nor those that need about this many bytes more.
  private static let mostBytes = 1 << 30

  /// Whether there is anything to judge: a check asks for it, or runs can come back to a state.
  static func isNeeded(_ graph: ExecutionGraph) -> Bool { isAskedFor(graph) || graph.canRepeatStates }

  static func isAskedFor(_ graph: ExecutionGraph) -> Bool {
    graph.checks.contains { $0.kind == .eventually || $0.kind == .neverStarvation }
  }

  static var reductions: ExploreReductions {
    var reductions = ExploreReductions.none
    reductions.deadRegisters = true
    return reductions
  }

  /// The model whose moves the result's ways are.
  func model() throws -> ExploreModel {
    try ExploreModel(graph, reductions: LivenessSearch.reductions, hasSpuriousWakeUps: hasSpuriousWakeUps)
  }

  func run(_ model: ExploreModel) throws -> LivenessResult {
    let began = Clock.now()
    var settings = settings
    settings.threads = 1
    settings.findsAll = true
    let builder = LiveGraphBuilder(model)
    let room = min(settings.limits.memory, LivenessSearch.mostBytes) / builder.graph.bytesPerState
    let most = LivenessSearch.isAskedFor(graph) ? LivenessSearch.mostStates.asked : LivenessSearch.mostStates.unasked
    settings.limits.states = min(settings.limits.states, most, room)
    var search = Search(model: model, settings: settings)
    search.recorder = builder
    let searched = try search.run()
    var result = LivenessResult(states: searched.states)
    if searched.isComplete {
      let judge = LivenessJudge(model: model, graph: builder.finish(), checkBits: builder.bit)
      result.found = judge.stuck() + judge.checks()
    } else if case .states(let count) = searched.limit {
      result.undecided = "without reductions there are more than \(Quantity.count(Int64(count))) states"
    } else {
      result.undecided = searched.limit.map { "without reductions \(Explorer.words($0))" }
    }
    result.time = Clock.now() - began
    return result
  }
}
