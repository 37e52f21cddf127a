// Which database a URL leads to, read so strictly that libpq, which gets its parts, cannot read it otherwise.

/// `postgresql://user:password@host:port/database`; all but the host may be left out.
struct PostgresAddress: Sendable, Hashable {
  let user: String?
  let password: String?
  /// One name or number, as in a URL for HTTP.
  let host: String
  let port: String?
  let database: String?
  let isLoopback: Bool

  /// nil when the text is no such URL, or has parameters after a `?`.
  init?(_ url: String) {
    let scheme = ["postgresql://", "postgres://"].first { url.hasPrefix($0) }
    guard let scheme, !url.contains("?"), !url.contains("#") else { return nil }
    let rest = url.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    let path = rest[authority.endIndex...].dropFirst()
    var place = authority
    var login: Substring?
    if let at = authority.lastIndex(of: "@") {
      login = authority[..<at]
      place = authority[authority.index(after: at)...]
    }
    guard let http = HttpAddress("http://\(place)/"), !path.contains("/") else { return nil }
    host = http.host
    isLoopback = http.isLoopback
    let end = place.hasPrefix("[") ? place.firstIndex(of: "]") : nil
    let colon = place[(end ?? place.startIndex)...].lastIndex(of: ":")
    port = colon.map { String(place[place.index(after: $0)...]) }
    let parts = login?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) ?? []
    guard let texts = PostgresAddress.decoded([parts.first, parts.dropFirst().first, path.isEmpty ? nil : path]) else {
      return nil
    }
    (user, password, database) = (texts[0], texts[1], texts[2])
  }

  /// For messages: without the password.
  var title: String {
    "postgresql://\(host.contains(":") ? "[\(host)]" : host)\(port.map { ":\($0)" } ?? "")/\(database ?? "")"
  }

  /// The parameters of a connection, as libpq calls them.
  var keywords: [(name: String, value: String)] {
    [("user", user), ("password", password), ("host", host), ("port", port), ("dbname", database)].compactMap {
      name, value in
      value.map { (name, $0) }
    }
  }

  /// The texts with `%40` and its like replaced; nil when one of them is not UTF-8 or has a NUL.
  private static func decoded(_ texts: [Substring?]) -> [String?]? {
    var results: [String?] = []
    for text in texts {
      guard let text else {
        results.append(nil)
        continue
      }
      var bytes: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
          bytes.append(byte)
          continue
        }
        guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), value != 0
        else { return nil }
        rest = rest.dropFirst(2)
        bytes.append(value)
      }
      guard let decoded = String(validating: bytes, as: UTF8.self) else { return nil }
      results.append(decoded)
    }
    return results
  }
}
