// An agent's books about the tasks it runs: counts, latency, digest, first results.
import ScenarioModel
import Synchronization

/// Written by one thread; a value of pointers.
struct TaskBooks {
  let world: World
  let record: UnsafeMutablePointer<AgentRecord>
  private let histogram: UnsafeMutablePointer<UInt64>
  private let results: UnsafeMutablePointer<ResultRecord>
  private let salt: UInt64
  /// Results of a role fed by queues are told apart by their input, not by the order they were taken in.
  private let countsOrder: Bool

  init(world: World, agent: Int, role: Int) {
    self.world = world
    record = world.agent(agent)
    histogram = world.inAgent(agent, world.layout.histogram)
    results = world.inAgent(agent, world.layout.results)
    salt = SplitMix64.mix(UInt64(role) &+ 1)
    countsOrder = world.roles[role].sourceKind != RoleControl.SourceKind.queues
  }

  /// A task ended with a result after `latency` nanoseconds.
  @inline(__always)
  func completed(task: Int64, input: Int64, result: Int64, latency: Int64, at now: Int64) {
    LatencyLayout.record(latency, into: histogram)
    record.pointee.tasksCompleted += 1
    let identity = UInt64(bitPattern: countsOrder ? task : input)
    record.pointee.digest &+= SplitMix64.mix(salt ^ SplitMix64.mix(identity) &+ UInt64(bitPattern: result))
    let count = record.pointee.resultCount
    if count < Int64(Keep.results) { results[Int(count)] = ResultRecord(time: now, task: task, value: result) }
    record.pointee.resultCount = count + 1
  }

  /// A task ended without a result.
  func failed(task: Int64, input: Int64, latency: Int64, isAssertion: Bool) {
    LatencyLayout.record(latency, into: histogram)
    record.pointee.tasksFailed += isAssertion ? 0 : 1
    let identity = UInt64(bitPattern: countsOrder ? task : input)
    record.pointee.digest &+= SplitMix64.mix(~salt ^ SplitMix64.mix(identity))
  }

  /// The agent has a task in hand from now on.
  func becameBusy() {
    let now = world.header.pointee.inFlight.wrappingAdd(1, ordering: .relaxed).newValue
    if now > world.header.pointee.peakInFlight.load(ordering: .relaxed) {
      _ = world.header.pointee.peakInFlight.max(now, ordering: .relaxed)
    }
  }

  func becameIdle() { world.header.pointee.inFlight.wrappingSubtract(1, ordering: .relaxed) }
}
