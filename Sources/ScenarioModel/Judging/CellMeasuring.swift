// From the runs of a cell to its summary.

extension CellSummary {
  /// Summarises a cell that stands at place `index` and compares so with the first.
  init(_ cell: CellRecord, index: Int, comparison: CellComparison) {
    let timed = TimedRuns.indices(cell.runs)
    let samples = timed.map { cell.runs[$0].elapsed }
    let time = SampleSummary(samples)
    let verdict = cell.runs.map(\.verdict).max()
    self.index = index
    label = cell.label
    parameters = cell.parameters
    strategy = CellStrategy(cell)
    warmups = cell.warmups
    runs = cell.runs.count
    isExplored = cell.runs.contains { $0.exploration != nil }
    self.verdict = verdict
    verdicts = Verdict.allCases.compactMap { verdict in
      let count = cell.runs.count { $0.verdict == verdict }
      return count == 0 ? nil : VerdictCount(verdict: verdict, count: count)
    }
    self.samples = samples
    self.time = time
    startup = SampleSummary(timed.map { cell.runs[$0].startup })?.median
    throughput = TimedRuns.throughput(cell, timed)
    speedup = comparison.speedup
    comparability = comparison.comparability
    latency = TimedRuns.latency(timed.flatMap { cell.runs[$0].roles })
    roles = TimedRuns.roles(cell, timed)
    digest = WorkDigest(cell.runs)
    observed = ObservedConcurrency(greatestOf: cell.runs.map(\.observed))
    let measured = cell.runs.filter { !$0.usage.isEmpty }
    cpu = SampleSummary(measured.map(\.cpu))?.median
    memory = SampleSummary(measured.map(\.memory))?.median
    checks = CheckSummary.all(cell.runs)
    let ended = cell.runs.filter(\.endedByItself)
    finalStates = FinalState.distinct(ended)
    let example = TimedRuns.example(cell.runs, verdict: verdict, median: time?.median)
    exampleRun = example
    let cutShort = example.flatMap { CutShortRun(cell, run: $0) }
    self.cutShort = cutShort
    lastState = ended.last.map { FinalState(state: $0.state, counters: $0.counters, count: 1) } ?? cutShort?.end
  }
}

/// Which runs a cell's figures are taken from, and the figures.
enum TimedRuns {
  /// The runs that finished their work, or, when there is none, those that ended by themselves: a deadlock that is found
  /// at once has a time worth telling, but not beside runs that did the work.
  static func indices(_ runs: [RunRecord]) -> [Int] {
    let finished = runs.indices.filter { runs[$0].finishedItsWork }
    return finished.isEmpty ? runs.indices.filter { runs[$0].endedByItself } : finished
  }

  /// Median tasks per second, over the tasks of roles whose results no other role takes.
  static func throughput(_ cell: CellRecord, _ timed: [Int]) -> Double? {
    let last = lastRoles(cell.graph)
    return throughput(of: Set(last.map { cell.graph.roles[$0].name }), timed.map { cell.runs[$0] })
  }

  /// Each role's figures, in the graph's order.
  static func roles(_ cell: CellRecord, _ timed: [Int]) -> [RoleSummary] {
    let last = lastRoles(cell.graph)
    let runs = timed.map { cell.runs[$0] }
    return cell.graph.roles.enumerated().map { index, role in
      let records = runs.flatMap(\.roles).filter { $0.name == role.name }
      return RoleSummary(
        name: role.name, isLast: last.contains(index), throughput: throughput(of: [role.name], runs),
        latency: latency(records), kernels: KernelRecord.merged(records.map(\.kernels)))
    }
  }

  private static func lastRoles(_ graph: ExecutionGraph) -> Set<Int> {
    Set(graph.roles.indices).subtracting(graph.queues.filter { !$0.consumers.isEmpty }.flatMap(\.producers))
  }

  private static func throughput(of names: Set<String>, _ runs: [RunRecord]) -> Double? {
    let rates = runs.compactMap { run in
      let tasks = run.roles.filter { names.contains($0.name) }.reduce(0) { $0 + $1.tasksCompleted }
      return Rates.throughput(tasks: Int(tasks), nanoseconds: run.elapsed)
    }
    return rates.isEmpty ? nil : Quantile.median(sorted: rates.sorted())
  }

  static func latency(_ roles: [RoleRecord]) -> LatencyHistogram? {
    var merged = LatencyHistogram()
    for role in roles { merged.merge(LatencyHistogram(role)) }
    return merged.count == 0 ? nil : merged
  }

  static func example(_ runs: [RunRecord], verdict: Verdict?, median: Int64?) -> Int? {
    guard let verdict else { return nil }
    guard verdict == .ok, let median else { return runs.firstIndex { $0.verdict == verdict } }
    return runs.indices.min { abs(runs[$0].elapsed - median) < abs(runs[$1].elapsed - median) }
  }
}

extension LatencyHistogram {
  /// The histogram that a role recorded: a whole block of `LatencyLayout`, or its buckets alone beside the maximum.
  package init(_ role: RoleRecord) {
    self.init()
    var block = Array(role.latencyCounts.prefix(LatencyLayout.wordCount))
    let isWhole = block.count == LatencyLayout.wordCount
    block += Array(repeating: 0, count: LatencyLayout.wordCount - block.count)
    if !isWhole, let lowest = block.firstIndex(where: { $0 > 0 }) {
      let buckets = block.indices.prefix(LatencyLayout.bucketCount)
      block[LatencyLayout.sumWord] = buckets.reduce(0) { $0 &+ block[$1] &* UInt64(LatencyLayout.lowest(in: $1)) }
      block[LatencyLayout.maximumWord] = UInt64(bitPattern: max(0, role.latencyMax))
      block[LatencyLayout.minimumWord] = ~UInt64(LatencyLayout.lowest(in: lowest))
    }
    block.withUnsafeBufferPointer { merge($0.baseAddress!) }
  }
}

extension RunRecord {
  /// CPU time of all processes, user and system, in ns.
  package var cpu: Int64 { usage.reduce(0) { $0 + $1.cpu } }
  /// The processes' peaks together, in bytes: never less than was in use at once.
  package var memory: Int64 { usage.reduce(0) { $0 + $1.peakMemory } }
  /// Tasks that ended well, over all roles.
  package var tasksCompleted: Int64 { roles.reduce(0) { $0 + $1.tasksCompleted } }
}

extension WorkDigest {
  /// Over the runs that finished their work.
  init(_ runs: [RunRecord]) {
    let digests = Set(runs.filter(\.finishedItsWork).map(\.digest))
    self = digests.count > 1 ? .different(digests.count) : digests.first.map(WorkDigest.same) ?? .none
  }
}

extension ObservedConcurrency {
  init(greatestOf all: [ObservedConcurrency]) {
    self.init()
    peakInFlight = all.map(\.peakInFlight).max() ?? 0
    threads = all.map(\.threads).max() ?? 0
    processes = all.map(\.processes).max() ?? 0
  }
}
