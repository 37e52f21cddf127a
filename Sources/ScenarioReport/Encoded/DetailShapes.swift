// Roles, queues, locks, workers and processes of a run in JSON.
import ScenarioModel

enum DetailShapes {
  static let percentiles = Shape<LatencyHistogram?>(
    "latency", "Latencies of tasks, from start or, for open sources, from when they were due; null without a sample.",
    [
      Member("count", "How many were recorded", .natural) { $0?.count ?? 0 },
      Member("min", "The smallest", .optional(.natural)) { $0?.minimum },
      Member("mean", "The mean", .optional(.real)) { $0?.mean },
      Member("p50", "The median", .optional(.natural)) { $0?.quantile(0.5) },
      Member("p90", "The 90th percentile", .optional(.natural)) { $0?.quantile(0.9) },
      Member("p95", "The 95th percentile", .optional(.natural)) { $0?.quantile(0.95) },
      Member("p99", "The 99th percentile", .optional(.natural)) { $0?.quantile(0.99) },
      Member("p99.9", "The 99.9th percentile", .optional(.natural)) { $0?.quantile(0.999) },
      Member("max", "The largest", .optional(.natural)) { $0?.maximum },
    ])

  static let result = Shape<TaskResult>(
    "result", "A task's result.",
    [
      Member("task", "The task's index", .whole) { $0.task },
      Member("value", "What it returned", .whole) { $0.value },
    ])

  /// A role in the run that stands for its cell, and its figures over all runs.
  struct ReportedRole: Sendable {
    let record: RoleRecord
    let summary: RoleSummary?
  }

  static let role = Shape<ReportedRole>(
    "role", "A group of workers with one kind of task.",
    [
      Member("name", "The role's name", .text) { $0.record.name },
      Member("executor", "Who ran its tasks", .text) { $0.record.executor },
      Member("workload", "What a task did", .text) { $0.record.workload },
      Member("workers", "Declared workers; null when unbounded", .optional(.natural)) { $0.record.declaredWorkers },
      Member("tasks_started", "Tasks started", .natural) { $0.record.tasksStarted },
      Member("tasks_completed", "Tasks that ended well", .natural) { $0.record.tasksCompleted },
      Member("tasks_failed", "Tasks that failed", .natural) { $0.record.tasksFailed },
      Member("throughput", "Median tasks per second of the whole run, over all runs", .optional(.real)) {
        $0.summary?.throughput
      },
      Member("digest", "Of its tasks' results, in any order", .hexadecimal) { $0.record.digest },
      Member("latency_ns", "Latencies of its tasks in all runs", .object(percentiles)) { $0.summary?.latency },
      Member("kernels", "The native work in its tasks", .list(.object(KernelShapes.kernel))) {
        $0.summary?.kernels ?? $0.record.kernels
      },
      Member("results", "The first results in the order in which they left the role", .list(.object(result))) {
        $0.record.results
      },
      Member("range", "Where it is declared", .optional(.object(PlaceShapes.range))) { $0.record.range },
    ])

  static let queue = Shape<QueueRecord>(
    "queue", "The books of a queue: put equals taken and left together.",
    [
      Member("name", "The queue's name", .text) { $0.name },
      Member("capacity", "Its capacity; null when unbounded", .optional(.natural)) { $0.capacity },
      Member("put", "Items put in", .natural) { $0.put },
      Member("taken", "Items taken out", .natural) { $0.taken },
      Member("dropped", "Items refused because it was full", .natural) { $0.dropped },
      Member("left", "Items in it at the end", .natural) { $0.left },
      Member("peak", "The most items in it at once", .natural) { $0.peak },
      Member("balances", "Whether the books balance", .flag) { $0.balances },
      Member("put_wait_ns", "How long putters waited for room, over all workers", .natural) { $0.putWait },
      Member("take_wait_ns", "How long takers waited for items, over all workers", .natural) { $0.takeWait },
    ])

  static let lock = Shape<LockRecord>(
    "lock", "The use of a lock or of another thing that can be waited for.",
    [
      Member("name", "Its name", .text) { $0.name },
      Member("kind", "What it is", .word) { $0.kind },
      Member("acquisitions", "How often it was acquired or passed", .natural) { $0.acquisitions },
      Member("contended", "How often that had to wait", .natural) { $0.contended },
      Member("unserved", "How many more waits the run's end cut short", .natural) { $0.unserved },
      Member("wait_ns", "How long they waited, over all workers", .natural) { $0.wait },
    ])

  static let blocked = Shape<WorkerRecord.Blocked>(
    "blocked", "Time blocked on one thing.",
    [
      Member("object", "What was waited for", .text) { $0.object },
      Member("time_ns", "How long", .natural) { $0.time },
    ])

  static let loss = Shape<WorkerRecord.Loss>(
    "loss", "How a worker process ended before its time.",
    [
      Member("how", "What happened to it", .text) { $0.how },
      Member("signal", "The signal that killed it; null when it was none", .optional(.text)) { $0.signal },
      Member(
        "in_hand", "The task it was at, what it held and waited for; null for nothing",
        .optional(.object(RunShapes.wait))
      ) {
        $0.hand
      },
    ])

  static let worker = Shape<WorkerRecord>(
    "worker", "Where one worker's time went.",
    [
      Member("role", "Its role", .text) { $0.role },
      Member("worker", "Its number among the role's workers, or among its helpers", .natural) { $0.worker },
      Member("helper", "It runs branches of `parallel` for the role's workers", .flag) { $0.isHelper },
      Member("lost", "How it died before the run's end; null for one that did not", .optional(.object(loss))) {
        $0.lost
      },
      Member("tasks", "Tasks it ran", .natural) { $0.tasks },
      Member("running_ns", "On, or ready for, a CPU", .natural) { $0.running },
      Member("sleeping_ns", "In steps that wait for time or input", .natural) { $0.sleeping },
      Member("blocked", "Waiting for others, by what it waited for", .list(.object(blocked))) { $0.blocked },
      Member("idle_ns", "Without a task", .natural) { $0.idle },
      Member("cpu_ns", "CPU time used", .natural) { $0.cpu },
    ])

  static let process = Shape<ProcessUsage>(
    "process", "What one process used.",
    [
      Member("name", "`main`, or a worker's role and number", .text) { $0.name },
      Member("user_ns", "CPU time in the program", .natural) { $0.user },
      Member("system_ns", "CPU time in the system", .natural) { $0.system },
      Member("voluntary_switches", "Times it gave the CPU up to wait", .natural) { $0.voluntarySwitches },
      Member("involuntary_switches", "Times it was taken off the CPU", .natural) { $0.involuntarySwitches },
      Member("peak_memory_bytes", "Its largest resident size", .natural) { $0.peakMemory },
    ])
}
