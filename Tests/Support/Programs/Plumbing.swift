// The descriptors between a test and the program that it starts.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import FoundationEssentials

struct Plumbing: ~Copyable {
  private var actions = posix_spawn_file_actions_t()
  private var childEnds: [Int32] = []

  init() { posix_spawn_file_actions_init(&actions) }

  deinit {
    var actions = actions
    posix_spawn_file_actions_destroy(&actions)
  }

  /// The end of a new standard input that the test writes to.
  mutating func inputPipe() throws -> Int32 {
    let (read, write) = try pipe()
    connect(read, to: 0)
    signal(SIGPIPE, SIG_IGN)
    return write
  }

  mutating func nullInput() { posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) }

  /// - Returns: the end that the test reads from, if there is one.
  mutating func attach(_ stream: ProgramStart.Stream, as number: Int32) throws -> Int32? {
    switch stream {
    case .closed:
      posix_spawn_file_actions_addclose(&actions, number)
      return nil
    case .file(let path):
      posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY | O_CREAT, 0o644)
      return nil
    case .terminal(let device, let controller):
      posix_spawn_file_actions_addopen(&actions, number, device, O_RDWR | O_NOCTTY, 0)
      return controller
    case .captured:
      let (read, write) = try pipe()
      connect(write, to: number)
      return read
    case .unread:
      let (read, write) = try pipe()
      close(read)
      connect(write, to: number)
      return nil
    }
  }

  /// Gives the child a descriptor of the test's, which is closed here once it has been started.
  mutating func connect(_ descriptor: Int32, to number: Int32) {
    posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    childEnds.append(descriptor)
  }

  mutating func spawn(_ path: String, _ start: ProgramStart) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let environment = start.environmentStrings(inherited: ProcessInfo.processInfo.environment)
    let (path, arguments) = wrapped(path, start)
    // What other tests have open at this moment is none of the program's.
    platform_spawn_close_from(&actions, 3)
    var process: pid_t = 0
    let failure = withStrings([path] + arguments) { arguments in
      withStrings(environment) { posix_spawn(&process, path, &actions, &attributes, arguments, $0) }
    }
    guard failure == 0 else {
      throw RunningProgram.Failure(description: "\(path) cannot be started: \(String(cString: strerror(failure)))")
    }
    return process
  }

  mutating func closeChildEnds() {
    for descriptor in childEnds { close(descriptor) }
    childEnds = []
  }

  /// What only a shell sets before the program begins: its folder, and a limit.
  private func wrapped(_ path: String, _ start: ProgramStart) -> (String, [String]) {
    var script = "cd \"$1\" && shift"
    // The signal that goes with the limit is ignored, so that writing fails as on a full disk.
    if let limit = start.fileSizeLimit { script += " && trap '' XFSZ && ulimit -f \(limit / 512)" }
    return ("/bin/sh", ["-c", script + " && exec \"$0\" \"$@\"", path, start.folder ?? "."] + start.arguments)
  }

  private func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    let failure = platform_pipe(&ends)
    guard failure == 0 else {
      throw RunningProgram.Failure(description: "no pipe: \(String(cString: strerror(failure)))")
    }
    return (ends[0], ends[1])
  }

  private func withStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
