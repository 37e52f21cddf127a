// How a child process ended and what it used, and the names of signals.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The end of a child process.
package struct ChildExit: Sendable, Hashable {
  package enum Cause: Sendable, Hashable {
    /// With a code, 0 to 255.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)
    /// The system could not say: somebody else reaped it, or this process ignores its children.
    case unknown
  }
  package var cause: Cause
  /// Nanoseconds of CPU in user and in system mode, the child's own reaped children included.
  package var userTime: Int64 = 0
  package var systemTime: Int64 = 0
  /// The most memory that was resident at once, in bytes.
  package var peakMemory: Int64 = 0
  package var voluntarySwitches: Int64 = 0
  package var involuntarySwitches: Int64 = 0

  package init(cause: Cause) { self.cause = cause }

  /// - Parameter status: a wait status: the low 7 bits are the signal, the next byte the code, as the macros of
  ///   `wait(2)` read it.
  init(status: Int32, usage: rusage) {
    cause = status & 0x7f == 0 ? .exited((status >> 8) & 0xff) : .signalled(status & 0x7f)
    userTime = nanoseconds(usage.ru_utime)
    systemTime = nanoseconds(usage.ru_stime)
    #if os(Linux)
      peakMemory = Int64(usage.ru_maxrss) * 1024
    #else
      peakMemory = Int64(usage.ru_maxrss)
    #endif
    voluntarySwitches = Int64(usage.ru_nvcsw)
    involuntarySwitches = Int64(usage.ru_nivcsw)
  }
}

private func nanoseconds(_ time: timeval) -> Int64 { Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_usec) * 1000 }

/// The signals that end a process, for those who may not know the system's own names.
enum SignalNumber {
  static let terminate = SIGTERM, kill = SIGKILL, resume = SIGCONT
}

/// Names of signals for reports.
package enum SignalName {
  private static let names: [Int32: String] = [
    SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGABRT: "SIGABRT",
    SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1", SIGSEGV: "SIGSEGV",
    SIGUSR2: "SIGUSR2", SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGXCPU: "SIGXCPU",
    SIGXFSZ: "SIGXFSZ", SIGSYS: "SIGSYS",
  ]

  /// `SIGKILL`, or `signal 40` for one without a common name.
  package static func of(_ signal: Int32) -> String { names[signal] ?? "signal \(signal)" }
}
