// Complaints about brackets, braces and commas, and about what follows a complete value.

extension GrammarProblem {
  /// Inside brackets or braces something came that is neither a comma nor their end.
  var brokenFlow: Diagnostic {
    let open = look.byte(beginning)
    let isOnSameLine = look.line(of: beginning) == look.line(of: place)
    if look.isAtEnd(place) { return unclosedBracket(beginning) }
    if isClosingBracket(place) {
      let closer = Character(UnicodeScalar(look.byte(place)))
      return Diagnostic(
        .strayBracket, message: "'\(Character(UnicodeScalar(open)))' is closed by '\(closer)'",
        range: look.character(place),
        labels: [
          Label("'\(closer)' does not match", at: look.character(place)),
          Label("opened here", at: look.character(beginning)),
        ],
        help: "close it with '\(closing(open))'")
    }
    if look.byte(place) == UInt8(ascii: ":") {
      return isOnSameLine
        ? secondColon(first: look.keyColon(in: beginning..<place)) : unclosedBracket(beginning)
    }
    if !isOnSameLine, look.isFirstOnLine(place), look.keyColon(in: look.content(ofLineAt: place)) != nil {
      return unclosedBracket(beginning)
    }
    let range = look.word(at: place)
    return Diagnostic(
      .missingComma, message: "a ',' is missing before this", range: range,
      labels: [
        Label("begins a new item", at: range),
        Label(open == UInt8(ascii: "[") ? "in this list" : "in this mapping", at: look.character(beginning)),
      ],
      help: "separate items by ','; if this is part of the value before, put that in quotes")
  }

  func unclosedBracket(_ open: Int) -> Diagnostic {
    let sign = look.byte(open)
    let range = look.character(open)
    let line = look.content(ofLineAt: place)
    let reached = look.isAtEnd(place) ? [] : [Label("still inside it here", at: look.word(at: line.lowerBound))]
    return Diagnostic(
      .unclosedBracket, message: "'\(range.text)' is never closed", range: range,
      labels: [Label("opened here", at: range)] + reached, help: "close it with '\(closing(sign))'")
  }

  /// A value was needed and something else came.
  var missingContent: Diagnostic {
    let sign = look.byte(place)
    if look.isAtEnd(place), let openBracket { return unclosedBracket(openBracket) }
    guard openBracket != nil else {
      if isClosingBracket(place) { return strayBracket }
      return sign == UInt8(ascii: ",") ? reservedCharacter : other
    }
    if sign == UInt8(ascii: "-") { return misplacedDash }
    guard isClosingBracket(place) || sign == UInt8(ascii: ",") || sign == UInt8(ascii: ":") else { return other }
    return Diagnostic(
      .missingValue, message: "nothing stands before this '\(look.character(place).text)'",
      range: look.character(place), labels: [Label("a value is needed before this", at: look.character(place))],
      help: "remove the extra sign, or write 'null' for no value")
  }

  /// A closing bracket that closes nothing.
  var strayBracket: Diagnostic {
    let range = look.character(place)
    return Diagnostic(
      .strayBracket, message: "'\(range.text)' closes nothing", range: range,
      labels: [Label("never opened", at: range)], help: "remove it, or put the value in quotes if it is part of a text")
  }

  /// Something after a value that is complete: behind a closing quote, bracket or an alias.
  var textAfterValue: Diagnostic {
    let range = look.word(at: place)
    var labels = [Label("not part of the value any more", at: range)]
    var help = "remove it, or put the whole value in quotes"
    if let quoted = lastScalar, look.byte(quoted.lower) == 0x27 || look.byte(quoted.lower) == 0x22,
      look.origin.bytes[quoted.upper..<place].allSatisfy(look.isSpace)
    {
      let isSingle = look.byte(quoted.lower) == 0x27
      let spansLines = look.line(of: quoted.lower) != look.line(of: max(quoted.upper - 1, quoted.lower))
      labels.append(Label(spansLines ? "the quote opened here" : "the quoted text", at: opening(of: quoted)))
      help =
        spansLines
        ? "close the quote that was opened on line \(quoted.start.line)"
        : isSingle
          ? "write an apostrophe inside single quotes twice: 'it''s'"
          : "write a quote inside double quotes as '\\\"', or put the whole value in single quotes"
    }
    return Diagnostic(
      .textAfterValue, message: "text after a value that is complete", range: range, labels: labels, help: help)
  }

  /// The first line of a quoted scalar.
  private func opening(of quoted: SourceRange) -> SourceRange {
    let end = min(quoted.upper, look.line(of: quoted.lower).upperBound)
    return look.origin.range(quoted.lower, end)
  }

  func isClosingBracket(_ offset: Int) -> Bool {
    look.byte(offset) == UInt8(ascii: "]") || look.byte(offset) == UInt8(ascii: "}")
  }

  private func closing(_ open: UInt8) -> String { open == UInt8(ascii: "[") ? "]" : "}" }
}
