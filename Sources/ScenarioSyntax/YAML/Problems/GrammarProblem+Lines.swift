// Complaints about lines: colons, dashes, indentation.

extension GrammarProblem {
  /// A colon where no key can be: a second one, one of a key that is indented wrongly, or after a line without one.
  var unexpectedColon: Diagnostic {
    let content = look.content(ofLineAt: place)
    if place - content.lowerBound > 1024 { return keyTooLong(content.lowerBound) }
    if let first = look.keyColon(in: content.lowerBound..<place) { return secondColon(first: first) }
    guard let above = look.contentAbove(place) else { return other }
    if look.keyColon(in: above) == nil {
      if let colon = look.tightColon(in: above) { return missingSpace(after: colon) }
      if look.byte(above.lowerBound) == UInt8(ascii: "-"), !look.isSpace(look.byte(above.lowerBound + 1)) {
        return missingSpace(after: above.lowerBound)
      }
      if look.byte(above.lowerBound) != UInt8(ascii: "-") { return lineWithoutColon(above) }
    }
    return indentedBelowValue(content, above: above)
  }

  /// `a: b: c`, outside or inside of brackets.
  func secondColon(first: Int?) -> Diagnostic {
    let value = first.map { look.trimmedRest(of: $0 + 1).text } ?? ""
    let labels =
      [Label("a second ':' here", at: look.character(place))]
      + (first.map { [Label("the value begins after this one", at: look.character($0))] } ?? [])
    return Diagnostic(
      .secondColon, message: "a second ': ' in one entry", range: look.character(place), labels: labels,
      help: openBracket == nil
        ? look.quotingAdvice(value) : "separate entries by ','; a value that contains ': ' must be in quotes")
  }

  /// A line that was taken for a key, but has no colon.
  var missingColon: Diagnostic {
    let content = look.content(ofLineAt: beginning)
    let line = max(beginning, content.lowerBound)..<max(beginning, content.upperBound)
    if line.count > 1024 { return keyTooLong(line.lowerBound) }
    if let colon = look.tightColon(in: line) { return missingSpace(after: colon) }
    if look.byte(line.lowerBound) == UInt8(ascii: "-") { return missingSpace(after: line.lowerBound) }
    return lineWithoutColon(line)
  }

  func missingSpace(after sign: Int) -> Diagnostic {
    let range = look.character(sign)
    let fixed = look.text(look.content(ofLineAt: sign).lowerBound..<sign + 1) + " " + look.rest(of: sign + 1).text
    return Diagnostic(
      .missingSpace, message: "a space is missing after '\(range.text)'", range: range,
      labels: [Label("put a space after this", at: range)],
      help: fixed.count <= 60 ? "write '\(fixed)'" : nil)
  }

  private func lineWithoutColon(_ line: Range<Int>) -> Diagnostic {
    let range = look.range(line)
    return Diagnostic(
      .missingColon, message: "a line without ':' among the entries of a mapping", range: range,
      labels: [Label("neither a key with a value nor part of the line above", at: range)],
      help: "write 'key: value'; if it goes on from the line above, indent it further")
  }

  private func keyTooLong(_ start: Int) -> Diagnostic {
    let range = look.origin.range(start, start)
    return Diagnostic(
      .keyTooLong, message: "a key longer than 1,024 characters", range: range,
      labels: [Label("begins here", at: range)], help: "if this is a value, put it in quotes, or use '|' for a block")
  }

  private func indentedBelowValue(_ content: Range<Int>, above: Range<Int>) -> Diagnostic {
    let range = look.range(content.lowerBound..<max(place, content.lowerBound + 1))
    return Diagnostic(
      .badIndentation, message: "an entry below a line that already has its value", range: range,
      labels: [
        Label("indented as if it belonged to the line above", at: range),
        Label("complete already", at: look.range(above)),
      ],
      help: "give both lines the same indentation, or leave the line above without a value")
  }

  /// Something in a mapping that is no entry of it.
  var unexpectedInMapping: Diagnostic {
    let mapping = Label("the mapping begins here", at: look.word(at: beginning))
    if isClosingBracket(place) { return strayBracket }
    guard look.isFirstOnLine(place), look.byte(place) != 0x27, look.byte(place) != 0x22 else { return textAfterValue }
    if look.byte(place) == UInt8(ascii: "-"), look.isSpace(look.byte(place + 1)) {
      return Diagnostic(
        .misplacedDash, message: "a list item among the entries of a mapping", range: look.character(place),
        labels: [Label("a key is needed here", at: look.character(place)), mapping],
        help: "indent the items of a list further than the key that they belong to, and give that key no other value")
    }
    return badIndentation(mapping)
  }

  /// Something in a list that is no item of it.
  var unexpectedInSequence: Diagnostic {
    let list = Label("the list begins here", at: look.character(beginning))
    let column = { (offset: Int) in offset - look.line(of: offset).lowerBound }
    if isClosingBracket(place) { return strayBracket }
    guard look.isFirstOnLine(place) else { return textAfterValue }
    if look.byte(place) == UInt8(ascii: "-"), look.byte(place + 1) > 0x20 { return missingSpace(after: place) }
    guard column(place) == column(beginning) else { return badIndentation(list) }
    return Diagnostic(
      .expectedDash, message: "an entry among the items of a list", range: look.word(at: place),
      labels: [Label("'- ' is needed here", at: look.word(at: place)), list],
      help: "begin each item with '- ', or indent the line to make it part of the item above")
  }

  private func badIndentation(_ outer: Label) -> Diagnostic {
    let range = look.word(at: place)
    return Diagnostic(
      .badIndentation, message: "the indentation of this line matches none above", range: range,
      labels: [Label("indented by \(look.indentation(ofLineAt: place))", at: range), outer],
      help: "indent it exactly as far as the lines that it belongs with")
  }

  /// Something after the value that is the whole document.
  var afterDocument: Diagnostic {
    let range = look.word(at: place)
    if look.isFirstOnLine(place), let above = look.contentAbove(place),
      look.indentation(ofLineAt: above.lowerBound) > look.indentation(ofLineAt: place)
    {
      return Diagnostic(
        .badIndentation, message: "this line is indented less than the first one", range: range,
        labels: [Label("indented by \(look.indentation(ofLineAt: place))", at: range)],
        help: "begin all top-level keys in the same column")
    }
    return Diagnostic(
      .textAfterDocument, message: "text after the end of the document", range: range,
      labels: [Label("belongs to nothing", at: range)], help: "remove it, or make it an entry: 'key: value'")
  }

  /// `key: - item`
  var misplacedDash: Diagnostic {
    let range = look.character(place)
    let help =
      openBracket == nil
      ? "begin the list on a line of its own, or write it in brackets: '[a, b]'"
      : "inside brackets separate items by ',' and leave the dashes out"
    return Diagnostic(
      .misplacedDash, message: "a list cannot begin here", range: range,
      labels: [Label("a dash begins an item only at the start of a line", at: range)],
      help: help + "; if this is text, put the value in quotes")
  }

  /// `key: ? value`
  var misplacedQuestionMark: Diagnostic {
    let range = look.rest(of: place)
    return Diagnostic(
      .misplacedQuestionMark, message: "a value cannot begin with '? '", range: look.character(place),
      labels: [Label("means 'a key follows'", at: look.character(place))], help: look.quotingAdvice(range.text))
  }
}
