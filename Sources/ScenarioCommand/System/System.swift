// The few calls to the operating system that a command-line program needs, under names of its own.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum System {
  /// Ends the process, buffers of the C library included.
  static func exit(_ code: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code)
    #else
      Darwin.exit(code)
    #endif
  }

  /// Ends the process at once, whatever its threads do.
  static func exitAtOnce(_ code: Int32) -> Never { _exit(code) }

  /// The value of an environment variable; nil when it is not set or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// The absolute path of the current directory; `/` when it cannot be told.
  static var currentDirectory: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// What an `errno` value means, in the system's words with a small first letter.
  static func words(_ error: Int32) -> String {
    let text = String(cString: strerror(error))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
