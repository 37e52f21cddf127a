// What a worker process owes to the one that started it: to end with it, and to leave Ctrl-C to it.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum WorkerLife {
  /// The terminal's Ctrl-C is for the parent, which decides what becomes of its workers. SIGTERM still ends this process.
  static func ignoreInterrupts() { signal(SIGINT, SIG_IGN) }

  /// From now on this process ends at once when its parent does, however that happens.
  ///
  /// The kernel's parent-death signal would follow the parent's starting *thread*. This is a thread that reads from a pipe
  /// which only the parent can write to and never does: the end of the file is the end of the parent. So whoever works
  /// here may sleep in a futex or compute for long, and need not look.
  ///
  /// - Parameter lifeline: the pipe's end for reading.
  /// - Throws: `StartError`.
  static func endWithParent(lifeline: Int32) throws {
    _ = try NativeThread.start {
      var byte: UInt8 = 0
      while true {
        let count = read(lifeline, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count <= 0 else { continue }
        // What it is starting right now would otherwise outlive it.
        ChildStarts.ofThisProcess.close(patience: 500)
        // Not exit: nothing of this process is worth finishing, and its threads are still at work.
        _exit(0)
      }
    }
  }

  /// The most memory that this process has had resident, in bytes; 0 where the system does not say.
  ///
  /// What a parent is told of its child (`ru_maxrss`) begins with the parent's own memory, which the child has between its
  /// spawn and its exec; this does not.
  static func peakMemory() -> Int64 {
    #if os(Linux)
      let kilobytes = SystemText.words(in: "/proc/self/status", after: "VmHWM:")?.first.flatMap { Int64($0) }
      return (kilobytes ?? 0) * 1024
    #else
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? Int64(usage.ru_maxrss) : 0
    #endif
  }

  static func end(_ code: Int32) -> Never { exit(code) }

  /// For somebody who starts a worker by hand.
  static func complain(_ text: String) {
    var text = text + "\n"
    text.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
  }
}
