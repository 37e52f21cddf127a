// Turns what a run left in the arena into its record.
import ScenarioModel
import Synchronization

/// Used once, after every worker has ended.
struct RecordBuilder {
  let context: RunContext
  let crews: [any Crew]
  let watch: RunWatch
  let checks: CheckEvaluation
  let fixtures: [KernelPlace: FixtureOutcome]

  private var world: World { context.world }
  private var graph: ExecutionGraph { context.graph }
  private var names: ObjectNames { context.names }
  private var layout: ArenaLayout { world.layout }

  func build(startup: Int64, began: Int64) -> RunRecord {
    var record = RunRecord()
    record.startup = startup
    record.elapsed = elapsed()
    record.roles = graph.roles.indices.map(role)
    record.digest = record.roles.reduce(0) { $0 &+ $1.digest }
    record.counters = graph.counters.indices.map { NamedValue(name: graph.counters[$0], value: tally($0)) }
    record.state = state(replica: 0)
    record.privateStates = privateStates()
    record.queues = graph.queues.indices.map(queue)
    record.locks = (0..<layout.accountedObjects).compactMap(lock)
    record.workers = WorkerRows(context: context, watch: watch).all()
    record.observed = observed()
    record.log = log(since: began, into: &record.logDropped)
    record.accesses = AccessHistory(context: context).merged(since: began)
    record.blockedLoops = crews.flatMap { $0.blockedLoops() }
    let hasEnded = !watch.isOver && !watch.interrupted
    let outcomes = hasEnded ? checks.evaluateFinally(counters: record.counters.map(\.value)) : [:]
    record.checks = checkOutcomes(outcomes)
    // What a fixture has found is why tasks failed: a server that died.
    record.findings =
      (hasEnded ? problems() : []) + findings(outcomes)
      + (hasEnded ? BookKeeping(context: context).findings(record) : [])
    record.failuresDropped = (0..<layout.agentCount).reduce(0) {
      $0 + max(0, world.agent($1).pointee.failureCount - Int64(Keep.failures))
    }
    let found = record.findings.map(\.kind.verdict).max() ?? .ok
    record.verdict = max(found, watch.interrupted ? .interrupted : .ok)
    return record
  }

  /// From the opening of the gate to the last end, or to the moment at which the run was cut short.
  private func elapsed() -> Int64 {
    let start = world.header.pointee.start.load(ordering: .relaxed)
    // The gate of a run that could not start was never opened.
    guard start > 0 else { return 0 }
    let end = watch.cutOff ?? (0..<layout.agentCount).map { world.agent($0).pointee.ended }.max() ?? start
    return max(0, end - start)
  }

  private func agents(of role: Int) -> Range<Int> { context.agents(of: role) }

  private func role(_ number: Int) -> RoleRecord {
    let role = graph.roles[number]
    var declared: Int?
    if case .count(let count) = role.workers { declared = count }
    var record = RoleRecord(
      name: role.name, executor: role.executor, workload: role.workload, declaredWorkers: declared, range: role.range)
    var latency = [UInt64](repeating: 0, count: LatencyLayout.wordCount)
    var results: [ResultRecord] = []
    for index in agents(of: number) {
      let agent = world.agent(index)
      record.tasksStarted += agent.pointee.tasksStarted
      record.tasksCompleted += agent.pointee.tasksCompleted
      record.tasksFailed += agent.pointee.tasksFailed
      record.digest &+= agent.pointee.digest
      let words: UnsafeMutablePointer<UInt64> = world.inAgent(index, layout.histogram)
      for word in latency.indices {
        let isMaximum = word == LatencyLayout.maximumWord || word == LatencyLayout.minimumWord
        latency[word] = isMaximum ? max(latency[word], words[word]) : latency[word] &+ words[word]
      }
      let kept: UnsafeMutablePointer<ResultRecord> = world.inAgent(index, layout.results)
      results += (0..<Int(min(agent.pointee.resultCount, Int64(Keep.results)))).map { kept[$0] }
    }
    record.latencyCounts = latency
    record.latencyMax = Int64(bitPattern: latency[LatencyLayout.maximumWord])
    results.sort { role.collect == .ordered ? $0.task < $1.task : $0.time < $1.time }
    record.results = results.prefix(Keep.results).map { TaskResult(task: $0.task, value: $0.value) }
    record.kernels = role.program.kernels.indices.map { kernel($0, of: number) }
    return record
  }

  private func kernel(_ kernel: Int, of role: Int) -> KernelRecord {
    let specification = graph.roles[role].program.kernels[kernel]
    let isOnLoop = graph.roles[role].executor == AsyncExecutor.descriptor.name
    let outcome = fixtures[KernelPlace(role: role, kernel: kernel)]
    return KernelRecord(
      workload: specification.workload, form: isOnLoop ? specification.form : .blocking,
      measures: context.measured(role: role, kernel: kernel),
      notes: outcome?.notes ?? [], takesTurns: outcome?.takesTurns ?? false)
  }

  /// What fixtures found wrong with the work.
  private func problems() -> [Finding] {
    fixtures.sorted { ($0.key.role, $0.key.kernel) < ($1.key.role, $1.key.kernel) }.flatMap { place, outcome in
      outcome.problems.map {
        Finding(kind: .workDoesNotVerify, message: "role '\(graph.roles[place.role].name)': \($0)")
      }
    }
  }

  private func tally(_ counter: Int) -> Int64 {
    (0..<layout.agentCount).reduce(0) { $0 + world.inAgent($1, layout.tallies, as: Int64.self)[counter] }
  }

  private func state(replica: Int) -> [StateValue] {
    let words = world.words(replica: replica)
    return graph.shared.variables.map { variable in
      StateValue(
        name: variable.name, isBoolean: variable.isBoolean, isList: variable.isList,
        words: (0..<variable.count).map { words[variable.first + $0].load(ordering: .relaxed) })
    }
  }

  private func privateStates() -> [PrivateState] {
    graph.roles.indices.flatMap { number -> [PrivateState] in
      guard context.plans[number].hasPrivateState else { return [] }
      let first = Int(world.roles[number].firstReplica)
      return (0..<context.plans[number].workers).map {
        PrivateState(role: graph.roles[number].name, worker: $0, state: state(replica: first + $0))
      }
    }
  }

  private func queue(_ number: Int) -> QueueRecord {
    let queue = world.queues + number
    let put = queue.pointee.tail.load(ordering: .relaxed) & ~QueueControl.closedBit
    let taken = queue.pointee.head.load(ordering: .relaxed)
    let isRendezvous = queue.pointee.form == QueueControl.Form.rendezvous
    return QueueRecord(
      name: graph.queues[number].name, put: put, taken: taken,
      dropped: queue.pointee.dropped.load(ordering: .relaxed), left: world.itemsLying(inQueue: number),
      peak: isRendezvous ? 0 : queue.pointee.peak.load(ordering: .relaxed),
      capacity: queue.pointee.isUnbounded ? nil : Int(queue.pointee.capacity),
      putWait: use(of: Int(queue.pointee.room)).wait + use(of: Int(queue.pointee.taken)).wait,
      takeWait: use(of: Int(queue.pointee.items)).wait)
  }

  private func use(of object: Int) -> ObjectUse {
    var sum = ObjectUse()
    for agent in 0..<layout.agentCount {
      let use = world.inAgent(agent, layout.uses, as: ObjectUse.self)[object]
      sum.acquisitions += use.acquisitions
      sum.contended += use.contended
      sum.unserved += use.unserved
      sum.wait += use.wait
    }
    return sum
  }

  private func lock(_ object: Int) -> LockRecord? {
    guard let kind = names.kind(object) else { return nil }
    if kind == .interpreter, !context.plans.contains(where: { $0.interpreterInterval > 0 }) { return nil }
    let use = use(of: object)
    return LockRecord(
      name: names.bareName(object), kind: kind, acquisitions: use.acquisitions, contended: use.contended,
      unserved: use.unserved, wait: use.wait)
  }

  private func observed() -> ObservedConcurrency {
    var observed = ObservedConcurrency()
    observed.peakInFlight = world.header.pointee.peakInFlight.load(ordering: .relaxed)
    var threads: Set<Int64> = []
    var shortLived = 0
    var processes: Set<Int32> = []
    for index in 0..<layout.agentCount {
      let agent = world.agent(index)
      guard agent.pointee.tasksStarted + agent.pointee.branchesStarted > 0 else { continue }
      let plan = context.plans[Int(agent.pointee.role)]
      processes.insert(agent.pointee.process)
      if plan.hasDispatcher, agent.pointee.branchesStarted == 0 {
        shortLived += Int(agent.pointee.tasksStarted)
        if plan.spansProcesses { observed.processes += Int(agent.pointee.tasksStarted) - 1 }
      } else {
        threads.insert(agent.pointee.thread)
      }
    }
    observed.threads = threads.count + shortLived
    observed.processes += processes.count
    return observed
  }

  private func log(since began: Int64, into dropped: inout Int) -> [LogLine] {
    var lines: [LogLine] = []
    for index in 0..<layout.agentCount {
      let count = world.agent(index).pointee.logCount
      let kept = min(count, Int64(Keep.logs))
      dropped += Int(count - kept)
      let records: UnsafeMutablePointer<LogRecord> = world.inAgent(index, layout.logs)
      for position in 0..<Int(kept) { lines.append(line(records[position], since: began)) }
    }
    return lines.sorted { $0.time < $1.time }
  }

  private func line(_ record: LogRecord, since began: Int64) -> LogLine {
    let program = graph.roles[StrandID.role(record.strand)].program
    let pieces = program.texts[Int(program.instructions[Int(record.pc)].a)].pieces
    let values = withUnsafeBytes(of: record.values) { Array($0.bindMemory(to: Int64.self)) }
    var text = pieces[0]
    for (position, piece) in pieces.dropFirst().enumerated() { text += "\(values[position])" + piece }
    return LogLine(
      time: record.time - began, strand: names.strand(record.strand, number: record.worker), text: text)
  }

  private func checkOutcomes(_ finally: [Int: Bool]) -> [CheckOutcome] {
    graph.checks.enumerated().map { number, check in
      let record = world.at(layout.checks, as: CheckRecord.self) + number
      var evaluations = record.pointee.evaluations.load(ordering: .relaxed)
      var violations = record.pointee.violations.load(ordering: .relaxed)
      if check.kind == .finally, let held = finally[number] {
        evaluations = 1
        violations = held ? 0 : 1
      }
      if check.kind == .neverDeadlock {
        evaluations = 1
        violations = watch.findings.contains { $0.kind == .deadlock } ? 1 : 0
      }
      return CheckOutcome(
        title: check.title, kind: check.kind, evaluations: evaluations, violations: violations, range: check.range)
    }
  }

  private func findings(_ finally: [Int: Bool]) -> [Finding] {
    var findings = watch.findings
    for (number, check) in graph.checks.enumerated() {
      let record = world.at(layout.checks, as: CheckRecord.self) + number
      if record.pointee.first.load(ordering: .acquiring) == 2 {
        let isInitial = record.pointee.strand < 0
        findings.append(
          Finding(
            kind: .checkViolated,
            message: isInitial
              ? "'always: \(check.title)' does not hold in the initial state" : "'always: \(check.title)' was violated",
            strand: isInitial ? nil : names.strand(record.pointee.strand, worker: nil),
            step: isInitial ? nil : names.step(record.pointee.strand, pc: record.pointee.pc), check: check.title))
      }
      if finally[number] == false {
        findings.append(
          Finding(
            kind: .checkViolated, message: "'finally: \(check.title)' does not hold at the end", check: check.title))
      }
    }
    return findings + failures()
  }

  private func failures() -> [Finding] {
    (0..<layout.agentCount).flatMap { index -> [Finding] in
      let count = min(Int(world.agent(index).pointee.failureCount), Keep.failures)
      let first = UnsafeMutableRawPointer(world.inAgent(index, layout.failures, as: UInt8.self))
      return (0..<count).map { position in
        let place = first + position * FailureRecord.stride
        let record = place.assumingMemoryBound(to: FailureRecord.self).pointee
        let bytes = UnsafeRawBufferPointer(
          start: place + MemoryLayout<FailureRecord>.stride, count: Int(record.textLength))
        return finding(record, text: String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  private func finding(_ record: FailureRecord, text: String) -> Finding {
    let kind = FailureKind(rawValue: record.kind) ?? .none
    let step = names.step(record.strand, pc: record.pc)
    let message = text.isEmpty ? FailureText(graph: graph).sentence(record) : text
    return Finding(
      kind: kind == .assertion ? .assertFailed : .taskFailed, message: message,
      strand: names.strand(record.strand, number: record.worker), step: step)
  }
}
