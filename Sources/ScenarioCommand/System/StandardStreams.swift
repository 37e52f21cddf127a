// The three descriptors that every program starts with, or should.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum StandardStreams {
  static let output: Int32 = 1
  static let error: Int32 = 2

  /// Makes sure that the descriptors 0, 1 and 2 are taken, so that no file opened later is written to by mistake, and
  /// that writing to a pipe nobody reads is an error instead of the end of the process.
  ///
  /// - Returns: whether standard output was open.
  static func secure() -> Bool {
    _ = signal(SIGPIPE, SIG_IGN)
    let wasOpen = fcntl(output, F_GETFD) >= 0
    // The lowest free number is given out first: going upwards fills every gap with the right number.
    for number in Int32(0)...2 where fcntl(number, F_GETFD) < 0 { _ = open("/dev/null", O_RDWR) }
    return wasOpen
  }
}
