// Starting a child process: its own group, no blocked or ignored signals, and only the descriptors that it was given.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ChildProcess {
  /// A descriptor of this process, and the number that it shall have in the child.
  package struct Inheritance: Sendable, Hashable {
    package var here: Int32
    package var there: Int32
    package init(_ here: Int32, as there: Int32) {
      self.here = here
      self.there = there
    }
  }

  /// Starts a program.
  ///
  /// The child has no signal blocked and every signal at its default, whatever the calling thread's mask. Descriptors
  /// 0 to 2 are inherited unless `descriptors` names others for them; all others are closed.
  ///
  /// - Parameters:
  ///   - path: the program; looked up in this process's `PATH` unless it contains a slash.
  ///   - arguments: all of them, beginning with the name that the program is told it was called by.
  ///   - environment: added to this process's environment, replacing names that are there already.
  ///   - newGroup: whether it leads a process group of its own, which `signalGroup` then reaches as a whole.
  /// - Throws: `SystemError`, with `ENOENT` when there is no such program and `EAGAIN` at the limit of processes.
  package static func spawn(
    path: String, arguments: [String], environment: [String: String] = [:], descriptors: [Inheritance], newGroup: Bool
  ) throws -> ChildProcess {
    let attributes = SpawnAttributes(newGroup: newGroup)
    var actions = SpawnActions()
    try actions.inherit(descriptors)
    let arguments = CStrings(arguments)
    let environment = CStrings(mergedEnvironment(environment))
    var pid: pid_t = 0
    let failure = posix_spawnp(
      &pid, path, actions.pointer, attributes.pointer, arguments.pointers, environment.pointers)
    guard failure == 0 else { throw SystemError("'\(path)' could not be started", failure) }
    return ChildProcess(pid: pid, leadsGroup: newGroup)
  }

  /// Starts a user's program as the leader of a group that ends with this process, however that ends.
  ///
  /// - Parameters:
  ///   - words: the program, as for `spawn`, and its arguments; not empty.
  ///   - guardian: ends the group should this process be killed; nil where there is none.
  /// - Throws: `SystemError`, as `spawn`. Never returns once this process is ending.
  static func spawnGuarded(
    _ words: [String], environment: [String: String] = [:], descriptors: [Inheritance], guardian: ChildGuard?
  ) throws -> ChildProcess {
    try ChildStarts.ofThisProcess.start {
      let child = try spawn(
        path: words[0], arguments: words, environment: environment, descriptors: descriptors, newGroup: true)
      guardian?.watch(group: child.pid)
      return child
    }
  }

  /// This process's environment as `NAME=value` lines, with these names replaced or added, in order of name.
  private static func mergedEnvironment(_ added: [String: String]) -> [String] {
    var lines: [String] = []
    var entry = environ
    while let line = entry.pointee {
      let text = String(cString: line)
      if added.isEmpty || added[String(text.prefix { $0 != "=" })] == nil { lines.append(text) }
      entry += 1
    }
    return lines + added.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
  }
}

/// What is set up in the child besides descriptors.
private struct SpawnAttributes: ~Copyable {
  let pointer = UnsafeMutablePointer<posix_spawnattr_t>.allocate(capacity: 1)

  init(newGroup: Bool) {
    posix_spawnattr_init(pointer)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(pointer, &none)
    var all = sigset_t()
    sigfillset(&all)
    sigdelset(&all, SIGKILL)
    sigdelset(&all, SIGSTOP)
    posix_spawnattr_setsigdefault(pointer, &all)
    var flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    if newGroup {
      posix_spawnattr_setpgroup(pointer, 0)
      flags |= Int32(POSIX_SPAWN_SETPGROUP)
    }
    #if !os(Linux)
      flags |= Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
    #endif
    posix_spawnattr_setflags(pointer, Int16(flags))
  }

  deinit {
    posix_spawnattr_destroy(pointer)
    pointer.deallocate()
  }
}

/// The descriptors of the child.
private struct SpawnActions: ~Copyable {
  let pointer = UnsafeMutablePointer<posix_spawn_file_actions_t>.allocate(capacity: 1)
  private var copies: [Int32] = []

  init() { posix_spawn_file_actions_init(pointer) }

  deinit {
    for copy in copies { _ = close(copy) }
    posix_spawn_file_actions_destroy(pointer)
    pointer.deallocate()
  }

  mutating func inherit(_ descriptors: [ChildProcess.Inheritance]) throws {
    let highest = descriptors.map(\.there).reduce(2, max)
    for descriptor in descriptors {
      // A source that lies among the targets might be overwritten before it is copied: move it out of their way.
      var source = descriptor.here
      if source <= highest {
        source = fcntl(source, F_DUPFD_CLOEXEC, highest + 1)
        guard source >= 0 else { throw SystemError("a descriptor could not be copied", errno) }
        copies.append(source)
      }
      posix_spawn_file_actions_adddup2(pointer, source, descriptor.there)
    }
    let taken = Set(descriptors.map(\.there))
    #if os(Linux)
      for number in 3..<max(3, highest) where !taken.contains(number) {
        posix_spawn_file_actions_addclose(pointer, number)
      }
    #else
      for number in 0...2 where !taken.contains(number) { posix_spawn_file_actions_addinherit_np(pointer, number) }
    #endif
    _ = platform_spawn_close_from(pointer, highest + 1)
  }
}

/// A null-terminated array of C strings, freed with its owner.
private struct CStrings: ~Copyable {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    pointers = .allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() { (pointers + index).initialize(to: strdup(text)) }
    (pointers + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { free(pointers[index]) }
    pointers.deallocate()
  }
}
