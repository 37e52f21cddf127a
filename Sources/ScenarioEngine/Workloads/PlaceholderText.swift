// A text with places for a task's own values.

/// A text in which `{task}`, `{input}` and `{worker}` stand for values.
///
/// The same with doubled braces stands for the text with single ones: `{{task}}` gives `{task}`. All other braces are
/// what they are, so that JSON, shell and template texts can be written as usual.
struct PlaceholderText: Sendable {
  enum Name: String, CaseIterable { case task, input, worker }

  /// As written.
  let text: String
  /// In order; literals may be empty.
  let pieces: [Piece]

  enum Piece: Sendable { case literal(String), value(Name) }

  init(_ text: String) {
    self.text = text
    var pieces: [Piece] = []
    var rest = text[...]
    var literal = ""
    while let brace = rest.firstIndex(of: "{") {
      literal += rest[..<brace]
      rest = rest[brace...]
      if let name = Name.allCases.first(where: { rest.hasPrefix("{{\($0.rawValue)}}") }) {
        literal += "{\(name.rawValue)}"
        rest = rest.dropFirst(name.rawValue.count + 4)
      } else if let name = Name.allCases.first(where: { rest.hasPrefix("{\($0.rawValue)}") }) {
        pieces += [.literal(literal), .value(name)]
        literal = ""
        rest = rest.dropFirst(name.rawValue.count + 2)
      } else {
        literal += "{"
        rest = rest.dropFirst()
      }
    }
    self.pieces = pieces + [.literal(literal + rest)]
  }

  func filled(with values: [Name: String]) -> String {
    var result = ""
    for piece in pieces {
      switch piece {
      case .literal(let text): result += text
      case .value(let name): result += values[name] ?? ""
      }
    }
    return result
  }
}
