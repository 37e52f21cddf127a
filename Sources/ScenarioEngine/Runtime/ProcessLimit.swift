// The limits that starting processes runs into, in the words of a user who could change them.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum ProcessLimit {
  /// Processes and threads that this user may have; nil without a limit.
  static var processes: Int? {
    let limit = platform_process_limit()
    return limit < 0 ? nil : Int(limit)
  }

  /// Processes and threads that this process's control group may have; nil without a limit.
  static var processesOfGroup: Int? {
    SystemText.read("/sys/fs/cgroup/pids.max").flatMap { Int($0.filter { !$0.isWhitespace }) }
  }

  /// What to raise when the system refuses to start a process; nil when no limit of the user's is the reason.
  static func advice(for error: SystemError) -> String? {
    switch error.code {
    case EAGAIN:
      "raise the process limit (ulimit -u\(processes.map { ", now \($0)" } ?? ""), or pids.max of the control group)"
    case EMFILE: "raise the limit of open files (ulimit -n)"
    case ENOMEM: "free some memory"
    default: nil
    }
  }
}
