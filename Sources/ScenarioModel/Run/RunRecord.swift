// What one run of one cell left behind: plain values, enough for every report and judgement.
import ScenarioSyntax

package struct RunRecord: Sendable {
  package var verdict: Verdict
  /// Everything that is wrong with the run, most telling first; empty when `verdict` is `ok`.
  package var findings: [Finding]
  /// From the opening of the start gate (all workers ready) to the end of the last task, in nanoseconds.
  package var elapsed: Int64
  /// From the order to start workers until all were ready, in nanoseconds.
  package var startup: Int64
  package var roles: [RoleRecord]
  /// Order-independent digest of all tasks' results; equal digests mean equal work.
  package var digest: UInt64
  /// By name, in the graph's order of counters.
  package var counters: [NamedValue]
  /// Final shared state; lists have several words.
  package var state: [StateValue]
  /// `share: nothing`: each worker's own copy at the end of the run.
  package var privateStates: [PrivateState]
  package var checks: [CheckOutcome]
  package var queues: [QueueRecord]
  package var locks: [LockRecord]
  package var workers: [WorkerRecord]
  package var observed: ObservedConcurrency
  package var usage: [ProcessUsage]
  package var disturbance: Disturbance?
  /// Traced lines of `log` steps in time order, with how many more there were than are kept.
  package var log: [LogLine]
  package var logDropped: Int
  /// Failures of tasks beyond those that are told of in `findings`.
  package var failuresDropped: Int64
  /// Accesses to words that checks read, around the first violation, in time order.
  package var accesses: [SharedAccess]
  /// Steps that kept an event loop from running others, by step.
  package var blockedLoops: [BlockedLoop]
  /// Latency was recorded for one task in this many; 1: for every task.
  package var latencySampling: Int
  /// The search that stands for the run, where all interleavings were tried; nil for a run that happened.
  package var exploration: ExplorationRecord?

  package init(verdict: Verdict = .ok) {
    self.verdict = verdict
    findings = []
    elapsed = 0
    startup = 0
    roles = []
    digest = 0
    counters = []
    state = []
    privateStates = []
    checks = []
    queues = []
    locks = []
    workers = []
    observed = ObservedConcurrency()
    usage = []
    disturbance = nil
    log = []
    logDropped = 0
    failuresDropped = 0
    accesses = []
    blockedLoops = []
    latencySampling = 1
    exploration = nil
  }
}

package struct NamedValue: Sendable, Hashable {
  package var name: String
  package var value: Int64
  package init(name: String, value: Int64) {
    self.name = name
    self.value = value
  }
}

package struct StateValue: Sendable, Hashable {
  package var name: String
  package var isBoolean: Bool
  package var isList: Bool
  package var words: [Int64]
  package init(name: String, isBoolean: Bool, isList: Bool, words: [Int64]) {
    self.name = name
    self.isBoolean = isBoolean
    self.isList = isList
    self.words = words
  }
}

package struct PrivateState: Sendable, Hashable {
  package var role: String
  package var worker: Int
  package var state: [StateValue]
  package init(role: String, worker: Int, state: [StateValue]) {
    self.role = role
    self.worker = worker
    self.state = state
  }
}

/// Something wrong that a run found, with the step it happened at.
package struct Finding: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case checkViolated, assertFailed, taskFailed, deadlock, workerLost, timeout, interrupted, booksDoNotBalance
    /// The work that was done is not the work that was asked for, as its workload found afterwards.
    case workDoesNotVerify
    case cannotStart
    /// The workers did not follow the order that was to be forced on them.
    case notReplayed
  }
  package var kind: Kind
  /// One sentence, in the user's words.
  package var message: String
  package var strand: StrandName?
  package var step: StepSite?
  /// Deadlock, timeout, lost worker: who held and waited for what.
  package var waits: [WaitDescription]
  /// The title of the check that did not hold; nil for other findings.
  package var check: String?
  package init(
    kind: Kind, message: String, strand: StrandName? = nil, step: StepSite? = nil, waits: [WaitDescription] = [],
    check: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.strand = strand
    self.step = step
    self.waits = waits
    self.check = check
  }
}

/// Who did something: a role's worker on a task, possibly in one of the task's branches.
package struct StrandName: Sendable, Hashable {
  package var role: String
  /// nil for a coroutine that is one of an unbounded number.
  package var worker: Int?
  package var task: Int64?
  package var branch: Int
  package init(role: String, worker: Int?, task: Int64?, branch: Int = 0) {
    self.role = role
    self.worker = worker
    self.task = task
    self.branch = branch
  }
}

/// One strand in a wait-for picture.
package struct WaitDescription: Sendable, Hashable {
  package struct Held: Sendable, Hashable {
    package var object: String
    package var step: StepSite?
    package init(object: String, step: StepSite?) {
      self.object = object
      self.step = step
    }
  }
  package var strand: StrandName
  package var holds: [Held]
  /// "lock account", "room in queue raw"; nil when it was running.
  package var waitsFor: String?
  package var step: StepSite?
  /// It has ended, and never gave back what it held.
  package var hasEnded: Bool
  package init(strand: StrandName, holds: [Held], waitsFor: String?, step: StepSite?, hasEnded: Bool = false) {
    self.strand = strand
    self.holds = holds
    self.waitsFor = waitsFor
    self.step = step
    self.hasEnded = hasEnded
  }
}

package struct CheckOutcome: Sendable, Hashable {
  package var title: String
  package var kind: GraphCheck.Kind
  /// How often it was evaluated; a check never evaluated is neither held nor violated.
  package var evaluations: Int64
  package var violations: Int64
  package var range: SourceRange?
  package init(title: String, kind: GraphCheck.Kind, evaluations: Int64, violations: Int64, range: SourceRange?) {
    self.title = title
    self.kind = kind
    self.evaluations = evaluations
    self.violations = violations
    self.range = range
  }
}

package struct RoleRecord: Sendable, Equatable {
  package var name: String
  package var executor: String
  package var workload: String
  package var declaredWorkers: Int?
  package var tasksStarted: Int64
  package var tasksCompleted: Int64
  package var tasksFailed: Int64
  /// The role's own digest of results.
  package var digest: UInt64
  /// Counts per bucket of the latency histogram layout, from start (closed) or due time (open) to end; nanoseconds.
  package var latencyCounts: [UInt64]
  package var latencyMax: Int64
  /// Results in the order they leave the role (`collect`), the first few only.
  package var results: [TaskResult]
  /// Its native code, in the order of the program.
  package var kernels: [KernelRecord] = []
  package var range: SourceRange?
  package init(
    name: String, executor: String, workload: String, declaredWorkers: Int?, tasksStarted: Int64 = 0,
    tasksCompleted: Int64 = 0, tasksFailed: Int64 = 0, digest: UInt64 = 0, latencyCounts: [UInt64] = [],
    latencyMax: Int64 = 0, results: [TaskResult] = [], range: SourceRange? = nil
  ) {
    self.name = name
    self.executor = executor
    self.workload = workload
    self.declaredWorkers = declaredWorkers
    self.tasksStarted = tasksStarted
    self.tasksCompleted = tasksCompleted
    self.tasksFailed = tasksFailed
    self.digest = digest
    self.latencyCounts = latencyCounts
    self.latencyMax = latencyMax
    self.results = results
    self.range = range
  }
}

package struct TaskResult: Sendable, Hashable {
  package var task: Int64
  package var value: Int64
  package init(task: Int64, value: Int64) {
    self.task = task
    self.value = value
  }
}

/// The books of a queue: `put == taken + left`, and what was refused is counted apart.
package struct QueueRecord: Sendable, Hashable {
  package var name: String
  package var put: Int64
  package var taken: Int64
  package var dropped: Int64
  package var left: Int64
  package var peak: Int64
  package var capacity: Int?
  /// Nanoseconds that putters waited for room, and takers for an item, summed over workers.
  package var putWait: Int64
  package var takeWait: Int64
  package var balances: Bool { put == taken + left }
  package init(
    name: String, put: Int64, taken: Int64, dropped: Int64, left: Int64, peak: Int64, capacity: Int?,
    putWait: Int64 = 0, takeWait: Int64 = 0
  ) {
    self.name = name
    self.put = put
    self.taken = taken
    self.dropped = dropped
    self.left = left
    self.peak = peak
    self.capacity = capacity
    self.putWait = putWait
    self.takeWait = takeWait
  }
}

/// Use of a lock, semaphore, condition, barrier or `await`.
package struct LockRecord: Sendable, Hashable {
  package enum Kind: String, Sendable { case lock, semaphore, condition, barrier, await, interpreter }
  package var name: String
  package var kind: Kind
  package var acquisitions: Int64
  /// Acquisitions that had to wait; never more than there were.
  package var contended: Int64
  /// Waits that came to nothing because the run was ended.
  package var unserved: Int64
  /// Nanoseconds waited, summed over workers.
  package var wait: Int64
  package init(name: String, kind: Kind, acquisitions: Int64, contended: Int64, unserved: Int64 = 0, wait: Int64) {
    self.name = name
    self.kind = kind
    self.acquisitions = acquisitions
    self.contended = contended
    self.unserved = unserved
    self.wait = wait
  }
}

/// Where one worker's time went; nanoseconds. `running` counts being on, or runnable for, a CPU.
package struct WorkerRecord: Sendable, Hashable {
  package struct Blocked: Sendable, Hashable {
    /// "lock account", "room in raw", "an item of raw".
    package var object: String
    package var time: Int64
    package init(object: String, time: Int64) {
      self.object = object
      self.time = time
    }
  }
  /// How a worker process ended before its time.
  package struct Loss: Sendable, Hashable {
    /// "was killed by SIGKILL", "exited with code 9".
    package var how: String
    /// `SIGKILL`; nil when it was no signal.
    package var signal: String?
    /// The task it was at, what it held and waited for; nil when it had nothing in hand.
    package var hand: WaitDescription?
    package init(how: String, signal: String?, hand: WaitDescription?) {
      self.how = how
      self.signal = signal
      self.hand = hand
    }
  }
  package var role: String
  /// Its number among the role's workers, or among its helpers.
  package var worker: Int
  /// It runs branches of `parallel` for the role's workers, and has no tasks of its own.
  package var isHelper: Bool
  package var tasks: Int64
  package var running: Int64
  package var sleeping: Int64
  package var blocked: [Blocked]
  package var idle: Int64
  package var cpu: Int64
  /// It died before the run ended; nil for the others.
  package var lost: Loss?
  package init(
    role: String, worker: Int, isHelper: Bool = false, tasks: Int64, running: Int64, sleeping: Int64,
    blocked: [Blocked], idle: Int64, cpu: Int64, lost: Loss? = nil
  ) {
    self.role = role
    self.worker = worker
    self.isHelper = isHelper
    self.tasks = tasks
    self.running = running
    self.sleeping = sleeping
    self.blocked = blocked
    self.idle = idle
    self.cpu = cpu
    self.lost = lost
  }
}

/// What really happened at once, beside what was declared.
package struct ObservedConcurrency: Sendable, Hashable {
  package var peakInFlight: Int64 = 0
  package var threads: Int = 0
  package var processes: Int = 0
  package init() {}
}

/// What one process used during the run.
package struct ProcessUsage: Sendable, Hashable {
  /// `main`, or the role and worker number of a worker process.
  package var name: String
  /// Nanoseconds of CPU, user and system.
  package var user: Int64
  package var system: Int64
  /// Both together.
  package var cpu: Int64 { user + system }
  package var voluntarySwitches: Int64
  package var involuntarySwitches: Int64
  /// Bytes.
  package var peakMemory: Int64
  package init(
    name: String, user: Int64, system: Int64, voluntarySwitches: Int64, involuntarySwitches: Int64, peakMemory: Int64
  ) {
    self.name = name
    self.user = user
    self.system = system
    self.voluntarySwitches = voluntarySwitches
    self.involuntarySwitches = involuntarySwitches
    self.peakMemory = peakMemory
  }
}

/// Signs that the machine, not the scenario, shaped a run.
package struct Disturbance: Sendable, Hashable {
  /// Share of CPU time that the hypervisor or other processes took, 0 to 1.
  package var stolen: Double
  package var otherLoad: Double
  /// Nanoseconds that the cgroup quota throttled.
  package var throttled: Int64
  /// Of the time in which the run's workers were ready, the share in which they had no processor although the run had no
  /// more workers than there are processors, 0 to 1.
  package var queued: Double
  package init(stolen: Double, otherLoad: Double, throttled: Int64, queued: Double = 0) {
    self.stolen = stolen
    self.otherLoad = otherLoad
    self.throttled = throttled
    self.queued = queued
  }
}

package struct LogLine: Sendable, Hashable {
  /// Nanoseconds since the start gate opened.
  package var time: Int64
  package var strand: StrandName
  package var text: String
  package init(time: Int64, strand: StrandName, text: String) {
    self.time = time
    self.strand = strand
    self.text = text
  }
}

/// A read or write of a watched shared word.
package struct SharedAccess: Sendable, Hashable {
  package var time: Int64
  package var strand: StrandName
  package var isWrite: Bool
  /// `balance`, `forks[2]`.
  package var variable: String
  package var value: Int64
  package var step: StepSite?
  package init(time: Int64, strand: StrandName, isWrite: Bool, variable: String, value: Int64, step: StepSite?) {
    self.time = time
    self.strand = strand
    self.isWrite = isWrite
    self.variable = variable
    self.value = value
    self.step = step
  }
}

/// A step that held an event loop for longer than its threshold.
package struct BlockedLoop: Sendable, Hashable {
  package var role: String
  package var step: StepSite?
  package var occurrences: Int64
  /// Nanoseconds, longest and sum.
  package var longest: Int64
  package var total: Int64
  package init(role: String, step: StepSite?, occurrences: Int64, longest: Int64, total: Int64) {
    self.role = role
    self.step = step
    self.occurrences = occurrences
    self.longest = longest
    self.total = total
  }
}
