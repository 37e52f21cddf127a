// A function that does not fit onto a screen does more than one thing.

extension HouseRule {
  static let functionSize = HouseRule("no function has more than 70 lines") { file in
    guard file.isSwift else { return [] }
    return FunctionBodies.find(in: file.code).compactMap { body in
      let count = body.last - body.first + 1
      return count > 70 ? file.breach(line: body.first, "a function of \(count) lines") : nil
    }
  }
}

/// Where functions, initialisers and accessors begin and end; closures belong to the function around them.
enum FunctionBodies {
  /// Line numbers from 1: of the declaration's keyword, of the closing brace.
  struct Body { var first: Int, last: Int }

  static func find(in code: [Substring]) -> [Body] {
    var bodies: [Body] = []
    var blocks: [Block] = []
    var header = Header()
    for (index, line) in code.enumerated() {
      for byte in line.utf8 + [UInt8(ascii: "\n")] {
        switch byte {
        case UInt8(ascii: "{") where !header.isInParentheses:
          blocks.append(Block(function: header.declaration))
          header = Header()
        case UInt8(ascii: "}") where !header.isInParentheses:
          // Only the outermost is told: what is too long within it makes it too long too.
          if let first = blocks.popLast()?.function, !blocks.contains(where: { $0.function != nil }) {
            bodies.append(Body(first: first, last: index + 1))
          }
          header = Header()
        default: header.read(byte, line: index + 1)
        }
      }
    }
    return bodies
  }

  private struct Block {
    /// The line of the keyword of the function whose body this is.
    var function: Int?
  }

  /// What has been read since the last brace, parameters left out: a closure among them is not a body.
  private struct Header {
    private var depth = 0
    private var word = ""
    private var isMember = false
    private var found: (isFunction: Bool, line: Int)?

    var isInParentheses: Bool { depth > 0 }
    /// The line of the last declaration's keyword, if what it declares can have code.
    var declaration: Int? { found.flatMap { $0.isFunction ? $0.line : nil } }

    mutating func read(_ byte: UInt8, line: Int) {
      let letter = Character(UnicodeScalar(byte))
      if letter.isLetter || letter.isNumber || letter == "_" || byte >= 128 {
        word.append(letter)
        return
      }
      if depth == 0 && !isMember { note(word, line: line) }
      word = ""
      // `.init(…)` and a name in backticks declare nothing.
      isMember = letter == "." || letter == "`"
      if letter == "(" || letter == "[" { depth += 1 }
      if letter == ")" || letter == "]" { depth = max(0, depth - 1) }
    }

    private mutating func note(_ word: String, line: Int) {
      switch word {
      case "func", "init", "deinit", "subscript", "var", "let": found = (true, line)
      case "struct", "class", "enum", "extension", "protocol", "actor": found = (false, line)
      default: break
      }
    }
  }
}
