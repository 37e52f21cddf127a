// Variables put in where they are used; every value remembers both places.
import ScenarioSyntax

/// Replaces `${name}` throughout a tree.
///
/// A scalar that is one reference becomes the variable's value, whatever its type; inside text the value's text is
/// spliced in. Variables may use other variables. What comes out is held to the same limits as a file.
struct Substitution {
  /// The values as written, by name.
  private let variables: [String: YAMLEntry]
  private let limits: YAMLLimits
  /// The names used so far.
  private(set) var used: Set<String> = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The texts of variables that are made of others; nil inside for those that cannot be made.
  private var texts: [String: Spliced?] = [:]
  /// The variables whose values are being put in, outermost first.
  private var open: [String] = []
  /// Where the outermost of them is used.
  private var outermostUse: SourceRange?
  /// Whether the tree grew beyond the limits and is good for nothing.
  private(set) var hasOverflowed = false

  /// A text with its references replaced, and where the first of them is defined.
  private struct Spliced {
    var text: String
    var definition: SourceRange?
  }

  init(variables entries: [YAMLEntry], limits: YAMLLimits = .default) {
    variables = Dictionary(entries.map { ($0.key.text, $0) }) { first, _ in first }
    self.limits = limits
  }

  /// The tree without references. Top-level `vars` and `x-…` are left as they are.
  mutating func apply(toScenario root: YAMLNode) -> YAMLNode {
    guard root.kind == .mapping else { return root }
    var builder = YAMLTreeBuilder()
    var entries: [(key: YAMLTreeBuilder.Handle, value: YAMLTreeBuilder.Handle)] = []
    for entry in root.entries {
      let isLeft = entry.key.text == "vars" || entry.key.text.hasPrefix("x-")
      let key = builder.copy(entry.key)
      entries.append((key, isLeft ? builder.copy(entry.value) : enter(entry.value, depth: 1, &builder)))
    }
    let made = builder.mapping(entries, range: root.range, definition: root.definition)
    return builder.finish(root: made)
  }

  private mutating func enter(
    _ node: YAMLNode, at use: SourceRange? = nil, definition: SourceRange? = nil, depth: Int,
    _ builder: inout YAMLTreeBuilder
  ) -> YAMLTreeBuilder.Handle {
    let range = use ?? node.range
    let definition = use == nil ? node.definition : definition ?? node.definition ?? node.range
    guard fits(builder.nodeCount, depth, at: range) else { return builder.broken(range: range) }
    switch node.kind {
    case .scalar:
      guard VariableText.isNeeded(for: node.text) else {
        return builder.copy(node, range: range, definition: definition)
      }
      return scalar(node, range: range, definition: definition, depth: depth, &builder)
    case .sequence:
      var items: [YAMLTreeBuilder.Handle] = []
      for element in node.elements { items.append(enter(element, depth: depth + 1, &builder)) }
      return builder.sequence(items, range: range, definition: definition)
    case .mapping:
      var entries: [(key: YAMLTreeBuilder.Handle, value: YAMLTreeBuilder.Handle)] = []
      for entry in node.entries {
        let key = builder.copy(entry.key)
        entries.append((key, enter(entry.value, depth: depth + 1, &builder)))
      }
      return builder.mapping(entries, range: range, definition: definition)
    }
  }

  private mutating func scalar(
    _ node: YAMLNode, range: SourceRange, definition: SourceRange?, depth: Int, _ builder: inout YAMLTreeBuilder
  ) -> YAMLTreeBuilder.Handle {
    let text = VariableText(Array(node.text.utf8))
    if let name = text.single {
      guard let value = lookUp(name, ScalarText(node).whole) else {
        return builder.broken(range: range)
      }
      if open.isEmpty { outermostUse = range }
      open.append(name)
      defer { open.removeLast() }
      return enter(value, at: range, definition: nil, depth: depth, &builder)
    }
    guard let spliced = splice(text, ScalarText(node)) else { return builder.broken(range: range) }
    return builder.scalar(
      spliced.text, isPlain: node.isPlain, range: range, definition: spliced.definition ?? definition)
  }

  /// A text with its references replaced, and where the first of them is defined; nil if one cannot be.
  private mutating func splice(_ text: VariableText, _ source: ScalarText) -> Spliced? {
    var result = ""
    var definition: SourceRange?
    var isWhole = true
    for piece in text.pieces {
      switch piece {
      case .literal(let literal): result += literal
      case .malformed(let part):
        diagnostics.append(
          Diagnostic(
            .malformedReference, message: "'${' is not followed by a variable's name and '}'",
            range: source.range(part),
            help: "write $${ for the characters themselves"))
        isWhole = false
      case .reference(let name, let part):
        let place = source.range(part)
        if let value = lookUp(name, place), let inner = textValue(of: value, name, place) {
          result += inner.text
          definition = definition ?? inner.definition
        } else {
          isWhole = false
        }
      }
      guard result.utf8.count <= limits.scalarBytes else {
        overflow("a text", "\(limits.scalarBytes / 1024) KiB", at: source.whole)
        return nil
      }
    }
    return isWhole ? Spliced(text: result, definition: definition) : nil
  }

  /// The text of a variable's value, its own references replaced; worked out once, since variables that are made of
  /// the same ones twice over would take twice the time at every level.
  private mutating func textValue(of value: YAMLNode, _ name: String, _ use: SourceRange) -> Spliced? {
    guard value.kind == .scalar else {
      diagnostics.append(
        Diagnostic(
          .variableInText, message: "variable '\(name)' is \(value.words) and cannot be put into text", range: use,
          labels: [Label("defined here", at: value.range)], help: "use `${\(name)}` as a value of its own"))
      return nil
    }
    guard VariableText.isNeeded(for: value.text) else { return Spliced(text: value.text, definition: value.range) }
    if let known = texts[name] { return known }
    open.append(name)
    defer { open.removeLast() }
    var spliced = splice(VariableText(Array(value.text.utf8)), ScalarText(value))
    if spliced?.definition == nil { spliced?.definition = value.range }
    texts[name] = .some(spliced)
    return spliced
  }

  /// A variable's value as written; nil if there is none, or if it is being put in already.
  private mutating func lookUp(_ name: String, _ use: SourceRange) -> YAMLNode? {
    used.insert(name)
    guard let entry = variables[name] else {
      let nearest = Spelling.nearest(to: name, among: variables.keys.sorted())
      diagnostics.append(
        Diagnostic(
          .unknownVariable, message: "unknown variable '\(name)'", range: use,
          labels: [Label("not defined in 'vars'", at: use)],
          help: nearest.map { "did you mean '\($0)'?" } ?? "define it: `vars: { \(name): … }`"))
      return nil
    }
    if let start = open.firstIndex(of: name) {
      let cycle = (open[start...] + [name]).map { "'\($0)'" }.joined(separator: " → ")
      diagnostics.append(
        Diagnostic(
          .variableCycle, message: "variable '\(name)' is made of itself: \(cycle)", range: entry.key.range,
          help: "give one of them a value of its own"))
      return nil
    }
    guard open.count < limits.depth else {
      overflow("a value", "\(limits.depth) variables inside each other", at: use)
      return nil
    }
    return entry.value.isBroken || hasOverflowed ? nil : entry.value
  }

  private mutating func fits(_ nodes: Int, _ depth: Int, at place: SourceRange) -> Bool {
    if nodes >= limits.nodes {
      overflow("the scenario", "\(limits.nodes) values", at: place)
    } else if depth > limits.depth {
      overflow("a value", "\(limits.depth) levels", at: place)
    } else {
      return !hasOverflowed
    }
    return false
  }

  private mutating func overflow(_ what: String, _ limit: String, at place: SourceRange) {
    guard !hasOverflowed else { return }
    hasOverflowed = true
    diagnostics.append(
      Diagnostic(
        .expansionTooLarge, message: "with its variables put in, \(what) grows beyond \(limit)",
        range: open.isEmpty ? place : outermostUse ?? place,
        help: "look for variables that are made of many others"))
  }
}
