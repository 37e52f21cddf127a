// A fresh directory for what a run writes, removed with everything in it when the run is over.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Made when first asked for. Should this process be killed, its guard removes the directory.
final class RunDirectory: Sendable {
  private let made = Guarded<String?>(nil)
  private let parent: String?
  let guards: GuardPost

  /// - Parameters:
  ///   - parent: where it is made; nil: where temporary files are.
  ///   - guards: who removes it should this process be killed.
  init(in parent: String? = nil, guards: GuardPost = GuardPost(program: nil)) {
    self.parent = parent
    self.guards = guards
  }

  deinit { remove() }

  /// Its absolute path.
  ///
  /// - Throws: `SystemError` when it cannot be made.
  func path() throws(SystemError) -> String {
    let result: Result<String, SystemError> = made.with { made in
      if let made { return .success(made) }
      let parent = parent ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
      guard let absolute = realpath(parent, nil) else {
        return .failure(SystemError("the directory '\(parent)' cannot be used", errno))
      }
      defer { free(absolute) }
      // The guard hears of it first, so that no moment is left in which a kill would leave it behind.
      let path = "\(String(cString: absolute))/scenario-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
      guards.guardian?.watch(directory: path)
      guard mkdir(path, 0o700) == 0 else {
        let failure = SystemError("the directory '\(path)' could not be made", errno)
        guards.guardian?.forget(directory: path)
        return .failure(failure)
      }
      made = path
      return .success(path)
    }
    return try result.get()
  }

  /// As `path`, with an error that can be a task's.
  func pathForTasks() throws -> String {
    do {
      return try path()
    } catch {
      throw TaskError(error.message)
    }
  }

  /// Removes it, if it was made. Never follows a link out of it.
  func remove() {
    made.with { made in
      guard let path = made else { return }
      platform_remove_tree(path)
      guards.guardian?.forget(directory: path)
      made = nil
    }
  }
}
