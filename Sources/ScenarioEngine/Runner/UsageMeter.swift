// What this process used during a run, and what the rest of the machine did meanwhile.
import ScenarioModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Made when the run begins, asked when it has ended.
struct UsageMeter {
  private let process = UsageMeter.usage(of: UsageMeter.own)
  /// Worker processes and child programs that had ended before.
  private let children = UsageMeter.usage(of: UsageMeter.ended)
  private let machine = UsageMeter.machineTicks()
  private let throttled = UsageMeter.throttledTime()

  /// Ticks of 10 ms since boot, over all processors.
  private struct MachineTicks {
    var busy: Int64
    var idle: Int64
    var steal: Int64
  }

  /// What the main process used since; its peak memory is over its whole life, for the system keeps no other.
  func sinceStart() -> ProcessUsage {
    let now = UsageMeter.usage(of: UsageMeter.own)
    return ProcessUsage(
      name: "main", user: now.user - process.user, system: now.system - process.system,
      voluntarySwitches: now.voluntarySwitches - process.voluntarySwitches,
      involuntarySwitches: now.involuntarySwitches - process.involuntarySwitches, peakMemory: now.peakMemory)
  }

  /// Signs that the machine shaped the run: nil when there are none, or nothing is known.
  ///
  /// To be asked when all worker processes and child programs have been reaped: what they used is no disturbance.
  ///
  /// - Parameter queued: the share of their ready time that the run's workers had no processor, through no fault of it.
  func disturbance(queued: Double) -> Disturbance? {
    guard let before = machine, let after = UsageMeter.machineTicks() else { return nil }
    let used = UsageMeter.usage(of: UsageMeter.own).cpu - process.cpu
    let usedByChildren = UsageMeter.usage(of: UsageMeter.ended).cpu - children.cpu
    let busy = after.busy - before.busy
    let steal = after.steal - before.steal
    let total = busy + steal + after.idle - before.idle
    // Shares of fewer than ten ticks mean nothing. Each processor's counters are rounded by up to a tick.
    guard total >= 10 else { return nil }
    let rounding = Int64(Processors.online)
    let own = (used + usedByChildren) / UsageMeter.tick
    let stolen = Double(max(0, steal - rounding)) / Double(total)
    let other = Double(max(0, busy - own - rounding)) / Double(total)
    let throttled = max(0, (UsageMeter.throttledTime() ?? 0) - (self.throttled ?? 0))
    guard stolen > 0.02 || other > 0.1 || throttled > 0 || queued > 0.05 else { return nil }
    return Disturbance(stolen: stolen, otherLoad: other, throttled: throttled, queued: queued)
  }

  /// What the system counts by, in ns.
  private static let tick: Int64 = 10_000_000

  #if canImport(Glibc)
    private static let own = Int32(RUSAGE_SELF.rawValue)
    private static let ended = Int32(RUSAGE_CHILDREN.rawValue)
    private static let memoryUnit: Int64 = 1024
  #else
    private static let own = RUSAGE_SELF
    private static let ended = RUSAGE_CHILDREN
    private static let memoryUnit: Int64 = 1
  #endif

  private static func usage(of who: Int32) -> ProcessUsage {
    var usage = rusage()
    getrusage(who, &usage)
    return ProcessUsage(
      name: "main", user: nanoseconds(usage.ru_utime), system: nanoseconds(usage.ru_stime),
      voluntarySwitches: Int64(usage.ru_nvcsw), involuntarySwitches: Int64(usage.ru_nivcsw),
      peakMemory: Int64(usage.ru_maxrss) * UsageMeter.memoryUnit)
  }

  private static func nanoseconds(_ time: timeval) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_usec) * 1000
  }

  private static func machineTicks() -> MachineTicks? {
    guard let fields = SystemText.words(in: "/proc/stat", after: "cpu ")?.compactMap({ Int64($0) }), fields.count >= 8
    else { return nil }
    let idle = fields[3] + fields[4]
    return MachineTicks(busy: fields[0..<3].reduce(0, +) + fields[5] + fields[6], idle: idle, steal: fields[7])
  }

  private static func throttledTime() -> Int64? {
    SystemText.words(in: "/sys/fs/cgroup/cpu.stat", after: "throttled_usec")?.first
      .flatMap { Int64($0) }.map { $0 * 1000 }
  }
}
