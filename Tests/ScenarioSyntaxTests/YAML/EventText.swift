// The parser's events in the notation of the public YAML test suite.

@testable import ScenarioSyntax

/// Writes events as the suite's `test.event` files have them.
enum EventText {
  /// All events of a text, or nil if it is refused.
  static func of(_ bytes: [UInt8]) -> String? {
    let file = SourceFile(name: "suite", bytes: bytes)
    let text: String?? = try? YAMLReader.withInput(of: file) { input, origin in
      var parser = YAMLParser(input)
      var text = ""
      while let event = parser.next() {
        text += line(event, origin.disguise) + "\n"
        if event.kind == .streamEnd { return text }
      }
      return nil
    }
    return text ?? nil
  }

  private static func line(_ event: YAMLEvent, _ disguise: Disguise?) -> String {
    switch event.kind {
    case .streamStart: "+STR"
    case .streamEnd: "-STR"
    case .documentStart: event.isImplicit ? "+DOC" : "+DOC ---"
    case .documentEnd: event.isImplicit ? "-DOC" : "-DOC ..."
    case .alias: "=ALI *" + name(event.anchor)
    case .sequenceStart: "+SEQ" + (event.isFlow ? " []" : "") + properties(event)
    case .sequenceEnd: "-SEQ"
    case .mappingStart: "+MAP" + (event.isFlow ? " {}" : "") + properties(event)
    case .mappingEnd: "-MAP"
    case .scalar: "=VAL" + properties(event) + " " + sign(event.style) + escaped(event.text, disguise)
    }
  }

  private static func properties(_ event: YAMLEvent) -> String {
    (event.anchor == nil ? "" : " &" + name(event.anchor)) + (event.tag == nil ? "" : " <\(name(event.tag))>")
  }

  private static func name(_ pointer: UnsafePointer<UInt8>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  private static func sign(_ style: YAMLEvent.ScalarStyle) -> String {
    switch style {
    case .plain: ":"
    case .singleQuoted: "'"
    case .doubleQuoted: "\""
    case .literal: "|"
    case .folded: ">"
    }
  }

  private static func escaped(_ text: UnsafeBufferPointer<UInt8>, _ disguise: Disguise?) -> String {
    var bytes = RawList<UInt8>()
    if let disguise { disguise.append(restored: text, to: &bytes) } else { bytes.append(text) }
    var result = ""
    for scalar in String(decoding: bytes.slice(0, bytes.count), as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\u{0}": result += "\\0"
      case "\u{8}": result += "\\b"
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
