// libcurl in this process: bound when the first request is prepared, or the sentence that says why it cannot be.
import CCurl

/// Unchecked: the functions are written once, before anyone has them.
struct CurlLibrary: @unchecked Sendable {
  /// Never freed: connections may outlive whoever asked for it.
  let functions: UnsafePointer<ccurl_functions>

  private static let bound: Result<CurlLibrary, TaskError> = {
    let functions = UnsafeMutablePointer<ccurl_functions>.allocate(capacity: 1)
    functions.initialize(to: ccurl_functions())
    guard let reason = ccurl_bind(functions) else { return .success(CurlLibrary(functions: UnsafePointer(functions))) }
    return .failure(
      TaskError("libcurl is not available here (\(String(cString: reason))); on Debian: apt-get install libcurl4"))
  }()

  /// - Throws: `TaskError` that says what to install.
  static func load() throws(TaskError) -> CurlLibrary { try bound.get() }

  /// libcurl's own words for a code, with a small first letter.
  func words(_ code: CURLcode) -> String {
    guard let words = functions.pointee.easy_strerror(code) else { return "error \(code.rawValue)" }
    let text = String(cString: words)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
