// Where the program lies that was built together with the tests.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The `scenario` program beside the test bundle.
package enum BuiltBinary {
  /// Its path. The bundle lies in the same directory, or on macOS the bundle's directory does.
  package static let path: String = {
    var directory = Substring(bundle)
    while let slash = directory.lastIndex(of: "/") {
      directory = directory[..<slash]
      let candidate = "\(directory)/scenario"
      if isProgram(candidate) { return candidate }
    }
    preconditionFailure("no program called scenario was built beside \(bundle)")
  }()

  private static func isProgram(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }

  private static let bundle: String = {
    let flag = "--test-bundle-path"
    let arguments = CommandLine.arguments
    if let position = arguments.firstIndex(of: flag), position + 1 < arguments.count { return arguments[position + 1] }
    #if os(Linux)
      return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
        let count = max(0, readlink("/proc/self/exe", buffer.baseAddress!, buffer.count))
        return String(decoding: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[..<count])), as: UTF8.self)
      }
    #else
      return arguments[0]
    #endif
  }()
}
