// Where each worker's time went, from what it wrote down and, for one that was killed, from what it was seen at.
import ScenarioModel
import Synchronization

/// Used once, after every worker has ended.
struct WorkerRows {
  let context: RunContext
  let watch: RunWatch

  private var world: World { context.world }
  private var layout: ArenaLayout { world.layout }

  /// A row for every worker and helper that went through the gate, in the order of agents.
  func all() -> [WorkerRecord] { (0..<layout.agentCount).compactMap(row) }

  /// What is known of a life that was cut short, and stands in no book.
  private struct CutLife {
    /// Nanoseconds from the gate to the cut, and of these the last, unfinished wait.
    var alive: Int64 = 0
    var wait: Int64 = 0
    /// What that wait was for; nil for a sleep.
    var object: Int?
  }

  private func row(_ index: Int) -> WorkerRecord? {
    let agent = world.agent(index)
    let role = Int(agent.pointee.role)
    let plan = context.plans[role]
    let number = Int(agent.pointee.worker)
    guard number < plan.workers + plan.helpers else { return nil }
    let cut = cutLife(agent)
    let alive = agent.pointee.alive + (cut?.alive ?? 0)
    guard alive > 0 || watch.lost[index] != nil else { return nil }
    let jobs = Int(world.roles[role].jobs)
    let branchesToRun = jobs < 0 ? nil : Int(world.queues[jobs].items)
    var (blocked, idle) = (blocked(index, isLoop: plan.isOnLoop), agent.pointee.idle)
    var sleeping = agent.pointee.sleeping
    if let cut, cut.wait > 0 {
      if let object = cut.object { blocked[object, default: 0] += cut.wait } else { sleeping += cut.wait }
    }
    // A helper without a branch is no more held up than a worker without a task.
    if let branchesToRun { idle += blocked.removeValue(forKey: branchesToRun) ?? 0 }
    let waits = blocked.filter { $0.value > 0 }.map { WorkerRecord.Blocked(object: context.names.name($0), time: $1) }
    let waited = waits.reduce(0) { $0 + $1.time }
    let isHelper = number >= plan.workers
    return WorkerRecord(
      role: context.graph.roles[role].name, worker: isHelper ? number - plan.workers : number, isHelper: isHelper,
      tasks: agent.pointee.tasksCompleted + agent.pointee.tasksFailed,
      running: max(0, alive - sleeping - idle - waited), sleeping: sleeping,
      blocked: waits.sorted { ($1.time, $0.object) < ($0.time, $1.object) }, idle: idle, cpu: agent.pointee.cpu,
      lost: watch.lost[index])
  }

  /// Nanoseconds of finished waits by object. The strands of an event loop wait at the same time; the loop itself runs,
  /// sleeps or is idle.
  private func blocked(_ index: Int, isLoop: Bool) -> [Int: Int64] {
    guard !isLoop else { return [:] }
    let uses: UnsafeMutablePointer<ObjectUse> = world.inAgent(index, layout.uses)
    var times = Dictionary(uniqueKeysWithValues: (0..<layout.accountedObjects).map { ($0, uses[$0].wait) })
    times[layout.joins] = world.agent(index).pointee.joining
    return times
  }

  /// The life of an agent that went through the gate and never closed its books: its process was killed.
  private func cutLife(_ agent: UnsafeMutablePointer<AgentRecord>) -> CutLife? {
    guard let end = watch.cutOff, agent.pointee.entered > agent.pointee.ended else { return nil }
    var life = CutLife()
    life.alive = max(0, end - agent.pointee.entered)
    if agent.pointee.waitingSince > 0 { life.wait = max(0, end - agent.pointee.waitingSince) }
    life.object = world.parkedOn(agent).map { min($0, layout.joins) }
    return life
  }
}

extension World {
  /// The object that an agent is, or died, parked on; nil when it is not parked, or is an event loop.
  func parkedOn(_ agent: UnsafeMutablePointer<AgentRecord>) -> Int? {
    let park = agent.pointee.park.load(ordering: .sequentiallyConsistent) & 0xffff_ffff
    return park == 0 || park == AgentRecord.loopPark ? nil : Int(park) - 1
  }
}
