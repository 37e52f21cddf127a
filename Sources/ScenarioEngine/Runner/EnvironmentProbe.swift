// The machine and the circumstances, for the report and for `doctor`.
import ScenarioModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

package enum EnvironmentProbe {
  /// - Parameters:
  ///   - version: of this program.
  package static func look(version: String) -> EnvironmentRecord {
    EnvironmentRecord(
      scenarioVersion: version, operatingSystem: operatingSystem, processor: processor, processors: Processors.online,
      usableProcessors: Processors.usable, quota: quota, memory: memory, load: load,
      clockResolution: clockResolution, date: date(), isDebugBuild: isDebugBuild)
  }

  /// Processors' worth of time that the cgroup allows; nil without a quota.
  package static var quota: Double? {
    guard let text = SystemText.read("/sys/fs/cgroup/cpu.max") else { return nil }
    let words = text.split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
    guard words.count == 2, words[1] > 0 else { return nil }
    return words[0] / words[1]
  }

  /// The one-minute load average; 0 where it is not known.
  package static var load: Double {
    var averages = [0.0, 0.0, 0.0]
    return getloadavg(&averages, 3) > 0 ? averages[0] : 0
  }

  private static var isDebugBuild: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }

  private static var operatingSystem: String {
    var names = utsname()
    guard uname(&names) == 0 else { return "unknown" }
    return [text(names.sysname), text(names.release), text(names.machine)].joined(separator: " ")
  }

  private static func text<Tuple>(_ tuple: Tuple) -> String {
    withUnsafeBytes(of: tuple) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  private static var processor: String {
    SystemText.words(in: "/proc/cpuinfo", after: "model name")?.joined(separator: " ") ?? "unknown"
  }

  private static var memory: Int64 {
    Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
  }

  private static var clockResolution: Int64 {
    var resolution = timespec()
    clock_getres(CLOCK_MONOTONIC, &resolution)
    return Int64(resolution.tv_sec) * 1_000_000_000 + Int64(resolution.tv_nsec)
  }

  /// Now, as ISO 8601 in UTC.
  private static func date() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    let length = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
