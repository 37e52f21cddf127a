// What the system has left for threads and processes, below each limit that could refuse one.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One thing that threads and processes use up, and how much of it there is.
struct Capacity: Sendable, Equatable {
  enum Unit: String, Sendable {
    case tasks = "processes and threads"
    case files = "open files"
    case maps = "memory maps"
    case memory = "MiB of memory"
  }
  /// The limit as a user would look it up or raise it: `ulimit -u`.
  var name: String
  var unit: Unit
  /// The limit itself, and what is left below it now.
  var limit: Int
  var left: Int
}

extension Capacity {
  /// All limits that this system sets, as they are now.
  ///
  /// - Parameter wanted: how many processes and threads are to be started: what is costly to count is only counted where
  ///   it could matter.
  static func all(wanted: Int) -> [Capacity] {
    [userTasks(wanted), threadsOfKernel, identifiers, files, maps(wanted), memory].compactMap(\.self) + groups
  }

  private static func userTasks(_ wanted: Int) -> Capacity? {
    guard let limit = ProcessLimit.processes, let all = taskCount else { return nil }
    let enough = Capacity(name: "ulimit -u", unit: .tasks, limit: limit, left: max(0, limit - all))
    if enough.left >= wanted { return enough }
    return Capacity(name: "ulimit -u", unit: .tasks, limit: limit, left: max(0, limit - taskCountOfUser()))
  }

  private static var threadsOfKernel: Capacity? {
    guard let limit = number(in: "/proc/sys/kernel/threads-max"), let used = taskCount else { return nil }
    return Capacity(name: "kernel.threads-max", unit: .tasks, limit: limit, left: max(0, limit - used))
  }

  private static var identifiers: Capacity? {
    guard let limit = number(in: "/proc/sys/kernel/pid_max"), let used = taskCount else { return nil }
    return Capacity(name: "kernel.pid_max", unit: .tasks, limit: limit, left: max(0, limit - used))
  }

  private static var files: Capacity? {
    guard let limit = SystemLimits.look().descriptors else { return nil }
    let used = entries(of: "/proc/self/fd").count
    return Capacity(
      name: "ulimit -n", unit: .files, limit: Int(clamping: limit), left: max(0, Int(clamping: limit) - used))
  }

  private static func maps(_ wanted: Int) -> Capacity? {
    guard let limit = number(in: "/proc/sys/vm/max_map_count") else { return nil }
    // A process of ours has a few hundred; counting them takes longer than a run of few threads.
    let used = wanted < limit / 8 ? 0 : SystemText.read("/proc/self/maps")?.utf8.count { $0 == 10 } ?? 0
    return Capacity(name: "vm.max_map_count", unit: .maps, limit: limit, left: max(0, limit - used))
  }

  /// What could be had without pushing others out, or what the control group may have at all if that is less.
  private static var memory: Capacity? {
    guard let total = SystemText.words(in: "/proc/meminfo", after: "MemTotal:")?.first.flatMap({ Int($0) }),
      let free = SystemText.words(in: "/proc/meminfo", after: "MemAvailable:")?.first.flatMap({ Int($0) })
    else { return nil }
    let group = controlGroups.compactMap { number(in: $0 + "/memory.max") }.min().map { $0 >> 10 } ?? .max
    return Capacity(name: "the memory", unit: .memory, limit: min(total, group) >> 10, left: min(free, group) >> 10)
  }

  /// The control group of this process and those that it lies in.
  private static var groups: [Capacity] {
    controlGroups.compactMap { folder in
      guard let limit = number(in: folder + "/pids.max"), let used = number(in: folder + "/pids.current") else {
        return nil
      }
      return Capacity(name: "pids.max of the control group", unit: .tasks, limit: limit, left: max(0, limit - used))
    }
  }

  private static var controlGroups: [String] {
    let root = "/sys/fs/cgroup"
    guard let line = SystemText.read("/proc/self/cgroup")?.split(separator: "\n").first(where: { $0.hasPrefix("0::") })
    else { return [root] }
    var folders = [root]
    for part in line.dropFirst(3).split(separator: "/") where part != ".." {
      folders.append("\(folders.last!)/\(part)")
    }
    return folders
  }

  /// Processes and threads of everybody: the fourth word of /proc/loadavg is "running/all".
  private static var taskCount: Int? {
    SystemText.read("/proc/loadavg")?.split(separator: " ").dropFirst(3).first?
      .split(separator: "/").last.flatMap { Int($0) }
  }

  private static func taskCountOfUser() -> Int {
    let user = "\(getuid())"
    return entries(of: "/proc").reduce(0) { sum, entry in
      guard Int(entry) != nil, let status = SystemText.read("/proc/\(entry)/status") else { return sum }
      var (isOurs, threads) = (false, 0)
      for line in status.split(separator: "\n") {
        if line.hasPrefix("Uid:") { isOurs = line.split(separator: "\t").dropFirst().first.map(String.init) == user }
        if line.hasPrefix("Threads:") { threads = line.split(separator: "\t").last.flatMap { Int($0) } ?? 0 }
      }
      return isOurs ? sum + threads : sum
    }
  }

  private static func number(in path: String) -> Int? {
    SystemText.read(path).flatMap { Int($0.filter { !$0.isWhitespace }) }
  }

  private static func entries(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
