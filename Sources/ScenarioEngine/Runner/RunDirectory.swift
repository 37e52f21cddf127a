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

  /// Its absolute path.
  ///
  /// - Throws: `SystemError` when it cannot be made.
  func path() throws(SystemError) -> String {
    let result: Result<String, SystemError> = made.with { made in
      if let made { return .success(made) }
      let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
      guard let absolute = realpath(parent, nil) else {
        return .failure(SystemError("the directory for temporary files, '\(parent)', cannot be used", errno))
      }
      defer { free(absolute) }
      var template = Array("\(String(cString: absolute))/scenario-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else {
        return .failure(SystemError("no directory for the run could be made in '\(parent)'", errno))
      }
      let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      ChildGuard.ofThisProcess?.watch(directory: path)
      made = path
      return .success(path)
    }
    return try result.get()
  }

  /// Removes it, if it was made. Never follows a link out of it.
  func remove() {
    made.with { made in
      guard let path = made else { return }
      platform_remove_tree(path)
      ChildGuard.ofThisProcess?.forget(directory: path)
      made = nil
    }
  }
}
