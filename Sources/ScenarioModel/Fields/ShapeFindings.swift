// The words for what is wrong with a shape.
import ScenarioSyntax

extension Diagnostic {
  /// A finding about a node; if its text comes from elsewhere, that place is shown too.
  package init(
    _ code: DiagnosticCode, severity: Severity = .error, at node: YAMLNode, message: String, caption: String? = nil,
    labels: [Label] = [], notes: [String] = [], help: String? = nil
  ) {
    var all = caption.map { [Label($0, at: node.range)] } ?? []
    if let definition = node.definition, definition != node.range {
      all.append(Label("the value comes from here", at: definition))
    }
    self.init(
      code, severity: severity, message: message, range: node.range, labels: all + labels, notes: notes, help: help)
  }
}

extension ShapeDecoder {
  /// A node of another kind than the type takes.
  mutating func report(wrong node: YAMLNode, called name: String, needs type: FieldType, help: String? = nil) {
    diagnostics.append(
      Diagnostic(
        .wrongKind, at: node, message: "\(name) needs \(type.words), found \(node.words)",
        caption: "not \(type.shortWords)", help: help ?? type.hint(for: node)))
  }

  mutating func report(quoted node: YAMLNode, called name: String, needs type: FieldType, instead: String) {
    let isQuoted = !node.isPlain
    diagnostics.append(
      Diagnostic(
        .quotedValue, at: node,
        message: isQuoted
          ? "\(name) needs \(type.words), found text in quotes"
          : "\(name) needs \(type.words), found '\(node.text)'",
        caption: isQuoted ? "quotes make it text" : "a word",
        help: "write \(instead)\(isQuoted ? " without quotes" : "")"))
  }

  mutating func report(
    _ node: YAMLNode, _ code: DiagnosticCode = .outOfRange, called name: String, outside bounds: (String, String),
    isBelow: Bool
  ) {
    let bound = isBelow ? bounds.0 : "at most \(bounds.1)"
    diagnostics.append(
      Diagnostic(
        code, at: node, message: "\(name) must be \(bound), found \(node.text)",
        caption: isBelow ? "too small" : "too large"))
  }

  mutating func report(missingUnit node: YAMLNode, _ system: UnitSystem, called name: String) {
    let number = node.text
    diagnostics.append(
      Diagnostic(
        .missingUnit, at: node, message: "\(name) needs a unit, found \(number)",
        caption: "\(system.name) carries its unit", help: "write \(system.forms(of: number))"))
  }

  mutating func report(unknownUnit unit: String, _ node: YAMLNode, _ system: UnitSystem, called name: String) {
    let nearest = system.nearest(to: unit)
    let number = node.text.prefix { $0.isNumber || $0 == "." }
    diagnostics.append(
      Diagnostic(
        .unknownUnit, at: node, message: "\(name) needs \(system.name) such as \(system.example), found '\(node.text)'",
        caption: "'\(unit)' is no unit of it",
        help: nearest.map { "did you mean '\(number)\($0)'?" } ?? "units are \(system.unitNames)"))
  }

  mutating func report(badName node: YAMLNode, style: FieldType.NameStyle) {
    diagnostics.append(
      Diagnostic(
        .badName, at: node, message: "'\(node.text.shortened)' cannot be a name here", caption: style.words))
  }

  mutating func report(unknownWord node: YAMLNode, among choices: [FieldType.Choice], called name: String) {
    let words = choices.map(\.value)
    let nearest = Spelling.nearest(to: node.text, among: words)
    diagnostics.append(
      Diagnostic(
        .unknownWord, at: node,
        message: "\(name) needs \(FieldType.choice(choices).words), found '\(node.text.shortened)'",
        caption: "not known here", help: nearest.map { "did you mean '\($0)'?" }))
  }

  // MARK: Keys

  /// - Returns: the field that was probably meant.
  mutating func report(
    unknown key: YAMLNode, in type: ObjectType, called name: String, present: Set<String>
  ) -> String? {
    let open = type.fields.map(\.name).filter { !present.contains($0) }
    let meant = Spelling.nearest(to: key.text, among: open)
    var help = meant.map { "did you mean '\($0)'?" }
    help = help ?? table.home(of: key.text).map { "'\(key.text)' is a key of \($0)" }
    if help == nil, !type.fields.isEmpty, type.fields.count <= 10 {
      help = "known here: " + type.fields.map(\.name).joined(separator: ", ")
    }
    diagnostics.append(
      Diagnostic(
        .unknownKey, at: key, message: "unknown key '\(key.text.shortened)' in \(name)", caption: "not known here",
        help: help))
    return meant
  }

  mutating func report(missing field: Field, at node: YAMLNode, called name: String) {
    let place = node.kind == .mapping ? node.entries.first?.key ?? node : node
    diagnostics.append(
      Diagnostic(
        .missingKey, at: place, message: "\(name) needs '\(field.name)': \(field.summary.lowercasedFirst)",
        help: field.examples.first.map { "for example `\(field.name): \($0)`" }))
  }

  // MARK: Variants and verbs

  mutating func report(noDiscriminator node: YAMLNode, of type: VariantType, called name: String) {
    diagnostics.append(
      Diagnostic(
        .missingKey, at: node.entries.first?.key ?? node, message: "\(name) needs '\(type.discriminator)'",
        help: "one of " + type.variants.map(\.name).joined(separator: ", ")))
  }

  /// - Returns: the variant that was probably meant.
  mutating func report(unknownVariant node: YAMLNode, of type: VariantType) -> ObjectType? {
    let known = type.variants.map(\.name)
    let kind = type.discriminator == "executor" ? "executor" : type.name
    if type.unavailable.contains(node.text) {
      diagnostics.append(
        Diagnostic(
          type.discriminator == "executor" ? .executorUnavailable : .workloadUnavailable, at: node,
          message: "\(kind) '\(node.text)' is not available in this version",
          help: "available: " + known.joined(separator: ", ")))
      return nil
    }
    let nearest = Spelling.nearest(to: node.text, among: known + type.unavailable)
    diagnostics.append(
      Diagnostic(
        .unknownVariant, at: node, message: "unknown \(kind) '\(node.text.shortened)'", caption: "not known",
        help: nearest.map { "did you mean '\($0)'?" } ?? "one of " + known.joined(separator: ", ")))
    return type.variants.first { $0.name == nearest }
  }

  /// - Returns: the key that was probably meant for a verb, and that verb.
  mutating func report(noVerb node: YAMLNode, of type: VerbType) -> (key: YAMLNode, verb: ObjectType)? {
    let keys = node.kind == .mapping ? node.entries.map(\.key) : [node]
    let place = keys.first ?? node
    let verbs = type.verbs.map(\.name)
    let meant = keys.lazy.compactMap { key in Spelling.nearest(to: key.text, among: verbs).map { (key, $0) } }.first
    let nearest = meant?.1
    let owner = keys.lazy.compactMap { key in type.verbs.first { $0[key.text] != nil }?.name }.first
    let unseparated = verbs.first { place.text.hasPrefix($0 + " ") }
    let help =
      nearest.map { "did you mean '\($0)'?" } ?? unseparated.map { "write a colon after '\($0)'" } ?? owner.map {
        "'\(place.text)' goes with '\($0)'"
      }
      ?? "verbs are " + verbs.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .noVerb, at: place,
        message: node.kind == .mapping && owner != nil
          ? "a \(type.name) without a verb" : "unknown \(type.name) '\(place.text.shortened)'",
        caption: "not a verb", help: help))
    return meant.flatMap { key, name in type[name].map { (key, $0) } }
  }

  mutating func report(severalVerbs keys: [YAMLNode], of type: VerbType) {
    let names = keys.map { "'\($0.text)'" }
    diagnostics.append(
      Diagnostic(
        .severalVerbs, at: keys[1],
        message: "a \(type.name) has one verb, found \(names.dropLast().joined(separator: ", ")) and \(names.last!)",
        caption: "a second verb", labels: [Label("the first verb", at: keys[0].range)],
        help: "make a \(type.name) of each: start both with `- `"))
  }
}
