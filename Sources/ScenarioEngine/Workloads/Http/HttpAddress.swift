// Which host a URL leads to, read so strictly that libcurl cannot read it otherwise.

/// The host of a URL with the scheme http or https.
///
/// What may be reached depends on it, so nothing that programs are known to read differently is taken: no user names, no
/// backslashes, no numbers for hosts in other than the usual form.
struct HttpAddress {
  /// In small letters; an IPv6 address without its brackets.
  let host: String

  /// nil when the text is no such URL.
  init?(_ url: String) {
    let scheme = ["http://", "https://"].first { url.lowercased().hasPrefix($0) }
    guard let scheme, url.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f }) else { return nil }
    let rest = url.dropFirst(scheme.count)
    let authority = rest.prefix { !"/?#".contains($0) }
    let name: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]"), HttpAddress.isPort(authority[authority.index(after: end)...])
      else { return nil }
      name = authority[..<end].dropFirst()
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isHexDigit || $0 == ":" || $0 == "." }) else {
        return nil
      }
    } else {
      name = authority.prefix { $0 != ":" }
      guard !name.isEmpty, HttpAddress.isPort(authority[name.endIndex...]),
        name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) || "-._".contains($0) })
      else { return nil }
    }
    host = name.lowercased()
  }

  /// Nothing, or a colon and a number.
  private static func isPort(_ text: Substring) -> Bool {
    guard let first = text.first else { return true }
    return first == ":" && UInt16(text.dropFirst()) != nil && text.dropFirst().allSatisfy(\.isNumber)
  }

  /// Whether it is this machine itself, whatever its configuration says.
  var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0).map(String.init) == String($0) }
  }
}
