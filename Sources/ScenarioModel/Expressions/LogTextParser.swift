// The text of a `log` step: words around the values of expressions in braces.
import ScenarioSyntax

/// Reads `took {balance} of {task + 1}`; `{{` and `}}` stand for single braces.
package enum LogTextParser {
  /// More values than one line traces.
  package static let mostValues = 4

  package static func parse(_ text: ScalarText, diagnostics: inout [Diagnostic]) -> LogText? {
    var pieces: [[UInt8]] = [[]]
    var values: [Expression] = []
    let bytes = text.bytes
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      let isDoubled = offset + 1 < bytes.count && bytes[offset + 1] == byte
      if byte == UInt8(ascii: "{"), !isDoubled {
        guard let close = bytes[offset...].firstIndex(of: UInt8(ascii: "}")) else {
          diagnostics.append(
            Diagnostic(
              .expressionSyntax, message: "'}' is missing", range: text.range(offset..<offset + 1),
              help: "`{{` stands for a brace itself"))
          return nil
        }
        guard let value = ExpressionParser.parse(text, part: offset + 1..<close, diagnostics: &diagnostics) else {
          return nil
        }
        values.append(value)
        pieces.append([])
        offset = close + 1
        continue
      }
      pieces[pieces.count - 1].append(byte)
      let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
      offset += isBrace && isDoubled ? 2 : 1
    }
    guard values.count <= mostValues else {
      diagnostics.append(
        Diagnostic(
          .expressionTooLong, message: "a `log` step shows up to \(mostValues) values, not \(values.count)",
          range: values[mostValues].range, help: "use a second `log` step"))
      return nil
    }
    return LogText(pieces: pieces.map { String(decoding: $0, as: UTF8.self) }, values: values)
  }
}
