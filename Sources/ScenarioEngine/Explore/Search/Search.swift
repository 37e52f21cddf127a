// A search through all states of a model, breadth first, so that what is found first is nearest.
import ScenarioModel
import Synchronization

/// When a search gives up.
package struct SearchLimits: Sendable, Hashable {
  package var states = 1 << 28
  /// Bytes for states, their table and their log.
  package var memory = 4 << 30
  /// Nanoseconds.
  package var time: Int64 = .max
  package init() {}
}

struct SearchSettings: Sendable {
  var limits = SearchLimits()
  var threads = 1
  var isExact = false
  /// Goes on after the first violation.
  var findsAll = false
  /// Ends as soon as a depth has a violation that this accepts; nil accepts any.
  var isWanted: (@Sendable (ViolationKey) -> Bool)?
  /// States of this depth are the last that are looked at.
  var deepest = Int.max
  var interruption: Interruption?
}

/// What a search has come to.
struct SearchResult {
  var states = 0
  var transitions = 0
  /// The largest number of steps from a beginning, as the search counts them.
  var depth = 0
  /// States in which nobody could go on.
  var ends = 0
  /// nil when everything was seen, or a violation ended the search.
  var limit: SearchLimit?
  /// Sorted: nearest first.
  var violations: [FoundViolation] = []
  var warnings = SearchWarnings()
  /// Bytes at the search's end.
  var memory = 0
  var time: Int64 = 0
  let log: StateLog
  var isComplete: Bool { limit == nil }
}

struct Search {
  let model: ExploreModel
  let settings: SearchSettings
  /// For tests: called with every end.
  var onEnd: ((Cells) -> Void)?
  /// Told of every state and step; the search then has one thread.
  var recorder: LiveGraphBuilder?

  /// Slots of a table that was not asked to hold anything yet.
  private static let firstCapacity = 1 << 14

  /// - Throws: `ArenaError`, `StartError` when the system refuses memory or threads.
  func run() throws -> SearchResult {
    let began = Clock.now()
    let shared = SearchShared(
      model, table: try StateTable(capacity: Search.firstCapacity), log: try StateLog(capacity: numbers),
      exact: settings.isExact ? ExactStates(model) : nil, onEnd: onEnd, recorder: recorder)
    let expanders = (0..<max(1, settings.threads)).map { _ in Expander(shared) }
    let crew = LevelCrew(expanders)
    var result = SearchResult(log: shared.log)
    try expanders[0].expandBeginnings(most: settings.limits.states)
    var findings = expanders[0].findings
    var chunks = expanders[0].takeFrontier()
    var count = expanders[0].states
    result.limit = limit(count, shared, expanders, began)
    while !chunks.isEmpty, shouldGoOn(findings, result) {
      let lastGiven = expanders.map(\.lastGiven).max() ?? 0
      shared.numbers.giveBack(after: lastGiven)
      for expander in expanders { expander.begin(depth: result.depth, after: lastGiven) }
      var left = chunks
      while !left.isEmpty, result.limit == nil {
        let deadline = began.addingReportingOverflow(settings.limits.time)
        let end = deadline.overflow ? Int64.max : deadline.partialValue
        let interruption = settings.interruption
        let room = min(shared.table.comfortable - slack, settings.limits.states) - count
        try crew.expand(left, below: shared.numbers.highest + UInt32(max(0, room))) {
          Clock.now() > end || (interruption?.count ?? 0) > 0
        }
        left = left.filter { !$0.isDone }
        count = expanders.reduce(0) { $0 + $1.states }
        result.limit = limit(count, shared, expanders, began)
        if result.limit == nil, count + slack >= shared.table.comfortable { try shared.table.grow() }
      }
      for expander in expanders {
        findings.merge(expander.findings)
        expander.findings = SearchFindings()
      }
      chunks = expanders.flatMap { $0.takeFrontier() }
      if !chunks.isEmpty { result.depth += 1 }
    }
    result.states = count
    result.transitions = findings.transitions
    result.ends = findings.ends
    result.warnings = findings.warnings
    result.violations = findings.violations.values.sorted { ($0.depth, $0.key) < ($1.depth, $1.key) }
    if let why = findings.cannotContinue { result.limit = .cannotContinue(words(why)) }
    result.memory =
      shared.table.bytes + count * StateLog.bytesPerState + (shared.exact?.bytes ?? 0)
      + chunks.reduce(0) { $0 + $1.capacity }
    result.time = Clock.now() - began
    return result
  }

  /// How many states the threads may find more than they should before they notice.
  private var slack: Int { max(1, settings.threads) * 4096 }

  /// Numbers that states may get. With several threads, some of them are not used.
  private var numbers: Int {
    let states = min(settings.limits.states, Int(UInt32.max) / 2)
    return states + states / 8 + 2 * slack
  }

  private func shouldGoOn(_ findings: SearchFindings, _ result: SearchResult) -> Bool {
    guard result.limit == nil, findings.cannotContinue == nil, result.depth <= settings.deepest else { return false }
    if settings.findsAll { return true }
    guard let isWanted = settings.isWanted else { return findings.violations.isEmpty }
    return !findings.violations.keys.contains(where: isWanted)
  }

  private func limit(
    _ count: Int, _ shared: SearchShared, _ expanders: [Expander], _ began: Int64
  ) -> SearchLimit? {
    if (settings.interruption?.count ?? 0) > 0 { return .interrupted }
    if count >= settings.limits.states || Int(shared.numbers.highest) + slack > shared.log.capacity {
      return .states(settings.limits.states)
    }
    if Clock.now() - began > settings.limits.time { return .time(nanoseconds: settings.limits.time) }
    let frontier = expanders.reduce(0) { $0 + $1.frontierBytes }
    let needed = shared.table.bytes + count * StateLog.bytesPerState + frontier + (shared.exact?.bytes ?? 0)
    // A table that has to grow is there twice for a while.
    let growth = count > shared.table.comfortable - slack ? 2 * shared.table.bytes : 0
    if needed + growth > settings.limits.memory { return .memory(bytes: settings.limits.memory) }
    return nil
  }

  private func words(_ why: CannotContinue) -> String {
    switch why {
    case .endlessComputation: "a task computes without end and without a step that others could see"
    case .tooManyItems(let queue): "queue '\(model.queues[queue].name)' would hold more items than can be explored"
    case .tooManyResults: "more results would wait for their turn than can be explored"
    case .tooManyReads: "a task would hold a lock for reading more than \(HoldField.mostReads) times"
    }
  }
}
