// JSON text, the same bytes for the same value every time.

extension JSONValue {
  /// This value as JSON text: keys sorted, numbers in the shortest form that reads back the same, no line break at the
  /// end. The same value always gives the same text.
  /// - Parameter pretty: one member or item a line, indented by two spaces; else one line without spaces.
  package func text(pretty: Bool = false) -> String {
    var writer = JSONWriter(pretty: pretty)
    writer.write(self)
    return writer.output
  }
}

/// Appends JSON to a string.
private struct JSONWriter {
  let pretty: Bool
  var output = ""
  private var depth = 0

  init(pretty: Bool) { self.pretty = pretty }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .int(let value): output += String(value)
    case .double(let value): output += value.isFinite ? value.description : "null"
    case .string(let value): write(string: value)
    case .array(let items): write(items, between: "[", "]") { $0.write($1) }
    case .object(let members):
      write(members.sorted { $0.key < $1.key }, between: "{", "}") { writer, member in
        writer.write(string: member.key)
        writer.output += writer.pretty ? ": " : ":"
        writer.write(member.value)
      }
    }
  }

  private mutating func write<Item>(
    _ items: [Item], between open: String, _ close: String, each: (inout JSONWriter, Item) -> Void
  ) {
    output += open
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { output += "," }
      breakLine()
      each(&self, item)
    }
    depth -= 1
    if !items.isEmpty { breakLine() }
    output += close
  }

  private mutating func breakLine() {
    guard pretty else { return }
    output += "\n" + String(repeating: "  ", count: depth)
  }

  private mutating func write(string: String) {
    output += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}
