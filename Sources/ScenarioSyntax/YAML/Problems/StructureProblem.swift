// The words for text that is YAML, but not one that means one thing only.

/// Makes the findings of the composer; each function is one kind.
enum StructureProblem {
  static func duplicateKey(_ key: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    let isMerge = key == "<<"
    return Diagnostic(
      .duplicateKey, message: "duplicate key '\(key)'", range: range,
      labels: [Label("written again here", at: range), Label("first written here", at: first)],
      help: isMerge ? "merge several mappings with one key: '<<: [*one, *other]'" : "remove one of the two")
  }

  static func unknownTag(_ name: String, at range: SourceRange) -> Diagnostic {
    let written = range.isEmpty ? name : range.text
    return Diagnostic(
      .unknownTag, message: "unknown tag '\(written)'", range: range, labels: [Label("means nothing here", at: range)],
      help: "remove it; if it is part of the text, put the whole value in quotes")
  }

  static func undefinedAlias(_ name: String, at range: SourceRange, known: [String]) -> Diagnostic {
    let nearest = Spelling.nearest(to: name, among: known)
    let help =
      nearest.map { "did you mean '*\($0)'?" }
      ?? "mark the value to repeat with '&\(name)' further up; if this is text, put it in quotes: \"\(range.text)\""
    return Diagnostic(
      .undefinedAlias, message: "alias '*\(name)' names no anchor", range: range,
      labels: [Label("no '&\(name)' before this", at: range)], help: help)
  }

  static func aliasInsideItself(_ name: String, at range: SourceRange, anchor: SourceRange) -> Diagnostic {
    Diagnostic(
      .aliasInsideItself, message: "alias '*\(name)' stands inside the value that it repeats", range: range,
      labels: [Label("would never end", at: range), Label("the value begins here", at: anchor)],
      help: "move the alias out of the value, or give the part to repeat an anchor of its own")
  }

  static func secondDocument(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .severalDocuments, message: "a second document begins here", range: range,
      labels: [Label("not read from here on", at: range)], help: "put each scenario into a file of its own")
  }

  static func badMerge(_ range: SourceRange) -> Diagnostic {
    Diagnostic(
      .badMerge, message: "'<<' can only take over the entries of a mapping", range: range,
      labels: [Label("not a mapping", at: range)],
      help: "write an alias to a mapping, or a list of such: '<<: *defaults'")
  }

  static func collectionAsKey(_ range: SourceRange, kind: YAMLNode.Kind) -> Diagnostic {
    let isBrace = range.text.hasPrefix("{")
    return Diagnostic(
      .collectionAsKey, message: "a \(kind == .mapping ? "mapping" : "list") cannot be a key", range: range,
      labels: [Label("a name is needed here", at: range)],
      help: isBrace
        ? "write one pair of braces for a mapping, '${name}' for a variable" : "write the key as a single word")
  }

  static func tagMismatch(
    _ tag: CoreTag, _ range: SourceRange, tagRange: SourceRange, found: String
  ) -> Diagnostic {
    let wanted =
      switch tag {
      case .str: "text"
      case .int: "an integer"
      case .float: "a number"
      case .bool: "'true' or 'false'"
      case .null: "null"
      case .seq: "a list"
      case .map: "a mapping"
      }
    let place = range == tagRange ? [] : [Label("asked for here", at: tagRange)]
    return Diagnostic(
      .tagMismatch, message: "the tag asks for \(wanted), but this is \(found)", range: range, labels: place,
      help: "remove the tag or change the value")
  }

  static func nothing(in file: SourceFile) -> Diagnostic {
    Diagnostic(
      .emptyDocument, message: "there is nothing in \(file.name) but white space and comments",
      range: SourceRange(file: file, lower: file.textStart, upper: file.textStart),
      help: "begin with 'scenario: NAME' and 'workload: noop'")
  }
}
