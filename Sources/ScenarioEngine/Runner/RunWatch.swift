// What the coordinator has seen go wrong with a run so far.
import ScenarioModel
import Synchronization

struct RunWatch {
  let world: World
  let names: ObjectNames
  let graph: ExecutionGraph
  /// The order that is forced on the workers, if any.
  let direction: Direction?
  /// Findings that end the run.
  private(set) var findings: [Finding] = []
  /// By agent.
  private(set) var lost: [Int: WorkerRecord.Loss] = [:]
  /// When it became clear that the run cannot or must not go on; nil for one that ends by itself.
  private(set) var cutOff: Int64?
  private var parkedAtTimeout: Set<Int> = []
  var interrupted = false

  init(world: World, names: ObjectNames, graph: ExecutionGraph, direction: Direction? = nil) {
    self.world = world
    self.names = names
    self.graph = graph
    self.direction = direction
  }

  /// Whether there is a reason to end the run at once.
  var isOver: Bool { !findings.isEmpty }

  private var prover: DeadlockProver { DeadlockProver(world: world, names: names) }

  mutating func cannotStart(_ message: String) {
    end(with: Finding(kind: .cannotStart, message: message))
  }

  /// The run is to be ended by force, if for no other reason then because the user wants it.
  mutating func isCutShort() {
    cutOff = cutOff ?? Clock.now()
  }

  private mutating func end(with finding: Finding) {
    isCutShort()
    findings.append(finding)
  }

  /// - Parameter areExpected: the run is being ended by force: who dies now is only no longer waited for.
  mutating func noteLosses(_ crews: [any Crew], areExpected: Bool = false) {
    for loss in crews.flatMap({ $0.takeLosses() }) {
      defer { world.forget(agent: loss.agent) }
      guard !areExpected, lost[loss.agent] == nil else { continue }
      let held = prover.description(of: loss.agent)
      lost[loss.agent] = WorkerRecord.Loss(how: loss.how, signal: loss.signal, hand: held)
      end(
        with: Finding(
          kind: loss.hasBegun ? .workerLost : .cannotStart,
          message: "\(loss.isHelper ? "helper" : "worker") \(loss.worker) of '\(loss.role)' \(loss.how)",
          strand: held?.strand ?? StrandName(role: loss.role, worker: loss.isHelper ? nil : loss.worker, task: nil),
          step: held?.step, waits: held.map { [$0] } ?? []))
    }
  }

  mutating func timedOut(_ crews: [any Crew]) {
    let seconds = Double(graph.measure.timeout.value) / 1e9
    let picture = prover.picture()
    parkedAtTimeout = Set(picture.keys)
    end(
      with: Finding(
        kind: .timeout, message: "the run was still going after \(seconds) s",
        waits: sorted(picture) + crews.flatMap { $0.waits() }))
  }

  /// After everybody has ended: where those were whom a timeout found at work.
  mutating func completePicture() {
    guard let index = findings.firstIndex(where: { $0.kind == .timeout }) else { return }
    findings[index].waits += prover.unfinished(besides: parkedAtTimeout)
  }

  private func sorted(_ picture: [Int: WaitDescription]) -> [WaitDescription] {
    picture.sorted { $0.key < $1.key }.map(\.value)
  }

  mutating func lookForDeadlock(_ crews: [any Crew]) {
    guard prover.isDeadlocked() else { return prover.wakeStale() }
    if noteUnfinishedSchedule() { return }
    var waits = sorted(prover.picture()) + crews.flatMap { $0.waits() }
    waits += prover.leftBehind(waitedForIn: waits)
    end(
      with: Finding(
        kind: .deadlock, message: "everyone waits, and nobody is left who could wake them",
        strand: waits.first?.strand, step: waits.first?.step, waits: waits))
  }

  /// Nobody goes on, or everybody has ended, before the order that is forced has come to its end.
  ///
  /// - Returns: whether that is so.
  @discardableResult
  mutating func noteUnfinishedSchedule() -> Bool {
    guard let direction, let entry = world.stuckEntry, !isOver, !interrupted else { return false }
    end(
      with: Finding(
        kind: .notReplayed, message: "the workers did not follow the schedule at \(direction.description(of: entry))"))
    return true
  }

  /// Sleeps until the arena's event moves past `seen`, or until `deadline`.
  func waitForEvent(_ seen: UInt32, until deadline: Int64) {
    Futex.wait(UnsafeMutableRawPointer(world.header) + ArenaHeader.eventOffset, while: seen, deadline: deadline)
  }
}

extension World {
  /// An agent died: it is no longer among the living.
  func forget(agent index: Int) {
    let record = agent(index)
    guard
      record.pointee.status.exchange(AgentRecord.Status.ended, ordering: .sequentiallyConsistent)
        == AgentRecord.Status.live
    else { return }
    if record.pointee.park.load(ordering: .relaxed) & 0xffff_ffff != 0 {
      header.pointee.parked.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }
    header.pointee.live.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }
}
