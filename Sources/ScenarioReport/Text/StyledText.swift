// Text with tones, before it is known how wide the page is and whether it has colours.

/// What a piece of text wants to say by its looks.
enum Tone: Sendable, Hashable { case plain, strong, good, bad, warning, faint }

/// One line or paragraph: pieces of text, each in one tone.
struct StyledText: Sendable, Hashable {
  struct Span: Sendable, Hashable {
    var text: String
    var tone: Tone
  }
  var spans: [Span]

  init(_ text: String = "", _ tone: Tone = .plain) { spans = text.isEmpty ? [] : [Span(text: text, tone: tone)] }

  var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
  /// The text without its tones.
  var plain: String { spans.map(\.text).joined() }

  static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.spans += right.spans
    return sum
  }
  static func += (left: inout StyledText, right: StyledText) { left = left + right }

  /// All of it in one tone.
  func toned(_ tone: Tone) -> StyledText { StyledText(plain, tone) }
}

extension StyledText: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.init(value) }
}

extension Sequence<StyledText> {
  func joined(separator: String) -> StyledText {
    var sum = StyledText()
    for (index, part) in enumerated() {
      if index > 0 { sum += StyledText(separator) }
      sum += part
    }
    return sum
  }
}
