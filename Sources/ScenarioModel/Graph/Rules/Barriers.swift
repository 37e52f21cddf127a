// A barrier that never opens: too few tasks come to it, or too few of them run at once.
import ScenarioSyntax

enum Barriers: GraphRule {
  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic]) {
    for barrier in subject.document.shared.barriers where !subject.document.unread.mayUse(barrier.name.value) {
      let visits = subject.document.roles.compactMap { visit($0, barrier.name.value) }
      guard !visits.isEmpty else { continue }
      let parties = barrier.parties.value
      if let tasks = sum(visits.map(\.atMost)), tasks < parties {
        diagnostics.append(unreachable(barrier, visits[0], tasks))
      } else if let atOnce = sum(visits.map(\.atOnce)), atOnce < parties {
        diagnostics.append(tooFew(barrier, visits, atOnce))
      }
    }
  }

  /// A role that comes to a barrier.
  private struct Visit {
    var role: RoleDeclaration
    /// Where it does.
    var range: SourceRange?
    /// How many can wait at the barrier at once; nil without a bound.
    var atOnce: Int64?
    /// The same if there were a worker for each task.
    var atMost: Int64?
  }

  private static func visit(_ role: RoleDeclaration, _ barrier: String) -> Visit? {
    var range: SourceRange??
    role.workload.steps.forEachStep { step in
      if case .barrier(let name) = step.verb, name.value == barrier, range == nil { range = .some(name.range) }
    }
    guard let range else { return nil }
    let perTask = arrivals(in: role.workload.steps, barrier)
    let tasks = role.taskCount.map(Int64.init)
    var workers: Int64?
    if case .count(let count) = role.workers.value { workers = Int64(count) }
    if role.strategy.executor.value == "serial" { workers = 1 }
    let running = [tasks, workers].compactMap(\.self).min()
    return Visit(role: role, range: range, atOnce: running.map { $0 * perTask }, atMost: tasks.map { $0 * perTask })
  }

  /// How many strands of one task can wait at the barrier at once.
  private static func arrivals(in steps: [Step], _ barrier: String) -> Int64 {
    steps.map { step in
      switch step.verb {
      case .barrier(let name): name.value == barrier ? 1 : 0
      case .parallel(let branches): branches.map { arrivals(in: $0.steps, barrier) }.reduce(0, +)
      default: step.verb.bodies.map { arrivals(in: $0, barrier) }.max() ?? 0
      }
    }.max() ?? 0
  }

  private static func sum(_ counts: [Int64?]) -> Int64? {
    counts.reduce(.some(0)) { total, count in total.flatMap { total in count.map { total + $0 } } }
  }

  private static func unreachable(_ barrier: BarrierDeclaration, _ visit: Visit, _ tasks: Int64) -> Diagnostic {
    Diagnostic(
      .unreachableBarrier,
      message: "barrier '\(barrier.name.value)' waits for \(barrier.parties.value), and only \(tasks) can ever come",
      range: visit.range, labels: barrier.parties.range.map { [Label("its count", at: $0)] } ?? [],
      help: "lower its count, or add tasks")
  }

  private static func tooFew(_ barrier: BarrierDeclaration, _ visits: [Visit], _ atOnce: Int64) -> Diagnostic {
    let role = visits[0].role
    let isSerial = role.strategy.executor.value == "serial"
    var labels = visits[0].range.map { [Label("they wait here", at: $0)] } ?? []
    labels += barrier.parties.range.map { [Label("its count", at: $0)] } ?? []
    return Diagnostic(
      .tooFewAtOnce,
      message: "barrier '\(barrier.name.value)' needs \(barrier.parties.value) tasks at once, and "
        + (isSerial ? "'serial' runs one after another" : "only \(atOnce) can be under way"),
      range: (isSerial ? role.strategy.executor.range : role.workers.range) ?? visits[0].range, labels: labels,
      help: isSerial
        ? "use another executor with at least \(barrier.parties.value) workers"
        : "give role '\(role.name.value)' at least \(barrier.parties.value) workers")
  }
}
