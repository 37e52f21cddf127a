// How a program is started in a test: arguments, streams, environment, folder.

/// What to start, and with what around it.
package struct ProgramStart: Sendable {
  package enum Stream: Sendable, Hashable {
    /// Kept for the test.
    case captured
    /// Not open at all.
    case closed
    /// A file or device, opened for writing.
    case file(String)
    /// A pipe whose other end is closed already.
    case unread
    /// A terminal by its device, read through its other side, which is closed when nobody has it open any more.
    case terminal(device: String, controller: Int32)
  }

  package var arguments: [String]
  /// What standard input gives; nil for nothing at all.
  package var input: String?
  /// Beside `PATH`, and `LANG` with UTF-8; a value of nil takes one away.
  package var environment: [String: String?] = [:]
  /// nil: where the test runs.
  package var folder: String?
  package var output: Stream = .captured
  package var error: Stream = .captured
  /// Bounds the size of files that it may write, in bytes.
  package var fileSizeLimit: UInt64?

  package init(_ arguments: [String]) { self.arguments = arguments }

  /// The environment as `NAME=value` strings.
  func environmentStrings(inherited: [String: String]) -> [String] {
    // Sanitizers and coverage take their settings from there.
    let kept = inherited.filter { name, _ in
      ["PATH", "HOME", "TMPDIR", "LLVM_PROFILE_FILE"].contains(name) || name.hasSuffix("SAN_OPTIONS")
    }
    var all: [String: String?] = kept.mapValues { Optional($0) }
    all["LANG"] = "C.UTF-8"
    for (name, value) in environment { all[name] = value }
    return all.compactMap { name, value in value.map { "\(name)=\($0)" } }.sorted()
  }
}

/// How a program ended.
package struct ProgramEnd: Sendable {
  /// nil when a signal ended it.
  package var code: Int32?
  /// The signal that ended it.
  package var signal: Int32?
  package var output: String
  package var error: String
}
