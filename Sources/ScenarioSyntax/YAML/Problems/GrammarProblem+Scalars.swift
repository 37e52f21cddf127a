// Complaints about single values: their first character, quotes, escapes, names, headers.

extension GrammarProblem {
  /// A character that can begin nothing: a tab in the indentation, or one that YAML keeps for itself.
  var wrongFirstCharacter: Diagnostic { look.byte(place) == 0x09 ? tab : reservedCharacter }

  var tab: Diagnostic {
    var end = place
    while look.byte(end) == 0x09 { end += 1 }
    let range = look.origin.range(place, end)
    return Diagnostic(
      .tabIndentation, message: "a tab in the indentation", range: range,
      labels: [Label("only spaces can indent", at: range)],
      help: "replace it with spaces; most editors can do so for the whole file")
  }

  var reservedCharacter: Diagnostic {
    let range = look.rest(of: place)
    let sign = look.character(place).text
    return Diagnostic(
      .reservedCharacter, message: "a value cannot begin with '\(sign)'", range: range,
      labels: [Label("has a meaning of its own in YAML", at: range)],
      help: openBracket == nil ? look.quotingAdvice(range.text) : "put the value in quotes")
  }

  var unclosedQuote: Diagnostic {
    let line = look.line(of: beginning)
    let range = look.origin.range(beginning, max(beginning + 1, line.upperBound))
    let isSingle = look.byte(beginning) == 0x27
    let reached = look.isAtEnd(place) ? [] : [Label("a document marker ends it", at: look.word(at: place))]
    return Diagnostic(
      .unclosedQuote, message: "a quote that is never closed", range: range,
      labels: [Label("opened here", at: range)] + reached,
      help: isSingle
        ? "close it with '; an apostrophe in the text needs double quotes around it: \"it's\"" : "close it with \"")
  }

  /// A backslash in double quotes that is followed by no escape.
  var badEscape: Diagnostic {
    var start = place
    while start > beginning, look.byte(start) != UInt8(ascii: "\\") { start -= 1 }
    let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][look.byte(start + 1)]
    let namesNothing = failure.problem.hasPrefix("found invalid")
    let length = namesNothing ? digits ?? 0 : 0
    let range = look.origin.range(start, look.character(start + 1).upper + length)
    let message =
      if namesNothing {
        "'\(range.text)' names no character"
      } else if let digits {
        "'\(range.text)' needs \(digits) hexadecimal digits"
      } else {
        "'\(range.text)' is no escape"
      }
    return Diagnostic(
      .badEscape, message: message, range: range, labels: [Label("in double quotes", at: range)],
      help: "in single quotes a backslash is an ordinary character; in double quotes write '\\\\' for one")
  }

  /// `*` or `&` without a name.
  var badAnchorName: Diagnostic {
    let range = look.word(at: beginning)
    let sign = look.character(beginning).text
    let kind = sign == "*" ? "an alias" : "an anchor"
    return Diagnostic(
      .badAnchorName, message: "'\(sign)' begins \(kind), but no name follows", range: range,
      labels: [Label("not a name", at: range)],
      help: openBracket == nil ? look.quotingAdvice(look.rest(of: beginning).text) : "put the value in quotes")
  }

  var badBlockHeader: Diagnostic {
    let range = look.rest(of: beginning)
    return Diagnostic(
      .badBlockHeader, message: "a block of text cannot begin with '\(range.text)'", range: range,
      labels: [Label("only '|' or '>', then '-' or '+' and a digit from 1 to 9", at: range)],
      help: "begin the text on the next line; if it fits on one line, put it in quotes")
  }

  var badDirective: Diagnostic {
    let line = look.content(ofLineAt: failure.context == nil ? place : beginning)
    let caption =
      switch failure.problem {
      case "found incompatible YAML document": "only YAML 1.1 and 1.2 are read"
      case "found duplicate %YAML directive", "found duplicate %TAG directive": "given before"
      case let problem where problem.contains("version") || problem.contains("digit"): "write '%YAML 1.2'"
      default: "not a directive that YAML knows"
      }
    return Diagnostic(
      .badDirective, message: "a line that begins with '%' is a directive, and this one cannot be used",
      range: look.range(line), labels: [Label(caption, at: look.range(line))],
      help: "remove the line; if it is a key, put that in quotes")
  }

  var badTag: Diagnostic {
    let range = look.word(at: failure.context == nil ? place : beginning)
    let caption =
      switch failure.problem {
      case "found undefined tag handle": "no '%TAG' line declares its first part"
      case "did not find the expected '>'": "'!<' needs a '>' to end it"
      default: "not of the form '!name'"
      }
    return Diagnostic(
      .badTag, message: "'\(range.text)' is not a tag", range: range, labels: [Label(caption, at: range)],
      help: "remove it; a value that begins with '!' must be in quotes")
  }
}
