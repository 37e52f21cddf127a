// libcurl in this process: bound when the first request is prepared, or the sentence that says why it cannot be.
import CCurl

/// Unchecked: the functions are written once, before anyone has them.
struct CurlLibrary: @unchecked Sendable {
  /// Never freed: connections may outlive whoever asked for it.
  let functions: UnsafePointer<ccurl_functions>

  /// The flavours differ in who does TLS; their functions are the same.
  private static let names = [
    "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4", "libcurl.so", "libcurl.4.dylib",
  ]
  private static let bound = bind(names)

  /// - Throws: `TaskError` that says what to install.
  static func load() throws(TaskError) -> CurlLibrary { try bound.get() }

  /// The first library of these names that is there; to be called once.
  static func bind(_ names: [String]) -> Result<CurlLibrary, TaskError> {
    let functions = UnsafeMutablePointer<ccurl_functions>.allocate(capacity: 1)
    functions.initialize(to: ccurl_functions())
    var reasons: [String] = []
    for name in names {
      guard let reason = ccurl_bind(functions, name) else {
        return .success(CurlLibrary(functions: UnsafePointer(functions)))
      }
      reasons.append(String(cString: reason))
    }
    functions.deallocate()
    let reason = reasons.first.map { " (\($0))" } ?? ""
    return .failure(TaskError("libcurl is not available here\(reason); on Debian: apt-get install libcurl4"))
  }

  /// libcurl's own words for a code.
  func words(_ code: CURLcode) -> String {
    guard let words = functions.pointee.easy_strerror(code) else { return "error \(code.rawValue)" }
    return CurlLibrary.inSentence(String(cString: words))
  }

  /// A sentence of libcurl's as a part of another: it begins with a small letter, unless with a name such as OpenSSL.
  static func inSentence(_ text: String) -> String {
    let isName = text.dropFirst().prefix { $0 != " " }.contains(where: \.isUppercase)
    return isName ? text : text.prefix(1).lowercased() + text.dropFirst()
  }
}
