// Bytes from a path, whatever the path turns out to be. The only file of this room that talks to the system.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension YAMLReader {
  /// Reads a whole text. Regular files, pipes and devices are read up to the size limit and never hang; the name `-`
  /// means standard input, which is waited for as long as it takes.
  /// - Returns: the text, or the finding that says why not; `code` is `.noSuchFile` if the path names nothing.
  package static func open(path: String, limits: YAMLLimits = .default) -> Result<SourceFile, Diagnostic> {
    do {
      let bytes = try path == "-" ? SourceOpener.standardInput(limits) : SourceOpener(path, limits).readAll()
      return .success(SourceFile(name: path == "-" ? SourceOpener.standardInputName : path, bytes: bytes))
    } catch {
      return .failure(error.diagnostic)
    }
  }
}

extension YAMLReader {
  /// An existing path without links, `.` or `..`, from the root; nil if there is none.
  static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// A finding is all that its `Result` needs to fail with.
extension Diagnostic: Error {}

/// An open descriptor, closed when the value goes away.
private struct SourceOpener: ~Copyable {
  /// The name of standard input in messages.
  static let standardInputName = "standard input"
  /// How long a pipe may have no writer at all.
  private static let writerPatience: Int32 = 1_000
  /// How long a writer may be silent, in milliseconds.
  private static let silencePatience: Int32 = 10_000

  private let path: String
  private let limit: Int
  private let descriptor: Int32
  /// Whether waiting is bounded: true for anything that the path opened, which is non-blocking.
  private let isPatient: Bool
  private var bytes: [UInt8] = []

  /// Opens without waiting for a pipe's writer.
  init(_ path: String, _ limits: YAMLLimits) throws(Refusal) {
    self.path = path
    limit = limits.fileBytes
    isPatient = false
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw SourceOpener.refusal(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SourceOpener.refusal(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw Refusal(ReadingProblem.directory(path)) }
    if status.st_mode & S_IFMT == S_IFREG, status.st_size > limit { throw tooLarge }
  }

  private init(descriptor: Int32, limits: YAMLLimits) {
    path = SourceOpener.standardInputName
    limit = limits.fileBytes
    isPatient = true
    self.descriptor = descriptor
  }

  deinit { if descriptor > 2 { close(descriptor) } }

  static func standardInput(_ limits: YAMLLimits) throws(Refusal) -> [UInt8] {
    try SourceOpener(descriptor: 0, limits: limits).readAll()
  }

  /// Everything up to the end of the file, or a refusal as soon as it is more than the limit.
  consuming func readAll() throws(Refusal) -> [UInt8] {
    var hasWaited = false
    var sawWriter = !isPipe
    while true {
      switch try readSome() {
      case .some:
        sawWriter = true
        if bytes.count > limit { throw tooLarge }
      case .end:
        if sawWriter { return bytes }
        // A pipe without a writer reads as ended; give one a moment to come.
        if hasWaited { throw Refusal(ReadingProblem.noWriter(path)) }
        sawWriter = try waits(SourceOpener.writerPatience)
        hasWaited = true
      case .nothingYet:
        sawWriter = true
        if try !waits(isPatient ? -1 : SourceOpener.silencePatience) {
          throw Refusal(ReadingProblem.silent(path, seconds: Int(SourceOpener.silencePatience / 1_000)))
        }
      }
    }
  }

  private enum Step { case some, end, nothingYet }

  /// One read, restarted when a signal interrupts it.
  private mutating func readSome() throws(Refusal) -> Step {
    let (descriptor, wanted) = (descriptor, min(1 << 16, limit + 1 - bytes.count))
    var chunk = [UInt8](repeating: 0, count: wanted)
    while true {
      let count = read(descriptor, &chunk, wanted)
      if count > 0 {
        bytes.append(contentsOf: chunk[..<count])
        return .some
      }
      if count == 0 { return .end }
      if errno == EAGAIN { return .nothingYet }
      if errno != EINTR { throw SourceOpener.refusal(path, errno) }
    }
  }

  /// Waits until there is something to read, or the end; false if the time (in milliseconds, -1: any) runs out first.
  private func waits(_ milliseconds: Int32) throws(Refusal) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      let ready = poll(&request, 1, milliseconds)
      if ready >= 0 { return ready > 0 }
      if errno != EINTR { throw SourceOpener.refusal(path, errno) }
    }
  }

  private var isPipe: Bool {
    var status = stat()
    return !isPatient && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
  }

  private var tooLarge: Refusal { Refusal(ReadingProblem.tooLarge(path, limit: limit)) }

  private static func refusal(_ path: String, _ error: Int32) -> Refusal {
    switch error {
    case ENOENT, ENOTDIR, ENAMETOOLONG: Refusal(ReadingProblem.noSuchFile(path))
    case EISDIR: Refusal(ReadingProblem.directory(path))
    default: Refusal(ReadingProblem.cannotRead(path, reason: String(cString: strerror(error)).lowercased()))
    }
  }
}
