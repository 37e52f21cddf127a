// What this process used during a run, and what the rest of the machine did meanwhile.
import ScenarioModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Made when the run begins, asked when it has ended.
struct UsageMeter {
  private let process = UsageMeter.own()
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
    let now = UsageMeter.own()
    return ProcessUsage(
      name: "main", user: now.user - process.user, system: now.system - process.system,
      voluntarySwitches: now.voluntarySwitches - process.voluntarySwitches,
      involuntarySwitches: now.involuntarySwitches - process.involuntarySwitches, peakMemory: now.peakMemory)
  }

  /// Signs that the machine shaped the run: nil when there are none, or nothing is known.
  ///
  /// - Parameter usage: of the run's own processes, which are no disturbance.
  func disturbance(of usage: [ProcessUsage]) -> Disturbance? {
    guard let before = machine, let after = UsageMeter.machineTicks() else { return nil }
    let busy = after.busy - before.busy
    let steal = after.steal - before.steal
    let total = busy + steal + after.idle - before.idle
    // Shares of fewer than ten ticks mean nothing.
    guard total >= 10 else { return nil }
    let own = usage.reduce(0) { $0 + $1.user + $1.system } / 10_000_000
    let stolen = Double(steal) / Double(total)
    let other = Double(max(0, busy - own - 1)) / Double(total)
    let throttled = max(0, (UsageMeter.throttledTime() ?? 0) - (self.throttled ?? 0))
    guard stolen > 0.02 || other > 0.1 || throttled > 0 else { return nil }
    return Disturbance(stolen: stolen, otherLoad: other, throttled: throttled)
  }

  private static func own() -> ProcessUsage {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
      let memoryUnit: Int64 = 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      let memoryUnit: Int64 = 1
    #endif
    return ProcessUsage(
      name: "main", user: nanoseconds(usage.ru_utime), system: nanoseconds(usage.ru_stime),
      voluntarySwitches: Int64(usage.ru_nvcsw), involuntarySwitches: Int64(usage.ru_nivcsw),
      peakMemory: Int64(usage.ru_maxrss) * memoryUnit)
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
