// Where each value of a scenario comes from: a default, a file, a variable, the comparison, a flag.
import ScenarioSyntax

/// One value with its origin.
package struct ValueOrigin: Sendable, Hashable {
  /// Who said it.
  package enum Source: Sendable, Hashable {
    /// The field table says it.
    case standard
    /// It is the default because of an expectation, as written; `range` is the expectation's.
    case expectation(String)
    /// The scenario's own file.
    case file
    /// A file that it extends, by name.
    case extendedFile(String)
    case variable(String)
    /// The first value of a comparison.
    case comparison
    /// A flag as typed: `--workers 4`.
    case flag(String)
  }
  /// `roles.shrink.workers`
  package var path: String
  /// As written, on one line; lists and step programs as a whole.
  package var value: String
  /// Who said it.
  package var source: Source
  /// Where it is used, or what leads to it; nil for a default of the field table.
  package var range: SourceRange?
  /// Where a variable's value is defined.
  package var definition: SourceRange?
}

/// Walks a finished tree beside the field table.
struct OriginCollector {
  let table: LanguageTable
  let file: SourceFile
  /// Paths that the comparison sets.
  let compared: Set<String>

  /// Whether there is a strategy for all roles that have none.
  private var hasCommonStrategy = false

  init(table: LanguageTable, file: SourceFile, compared: Set<String>) {
    self.table = table
    self.file = file
    self.compared = compared
  }

  /// The origins of all values, in the order of the file, defaults after what was written beside them.
  mutating func collect(_ root: YAMLNode) -> [ValueOrigin] {
    hasCommonStrategy = root["strategy"] != nil
    var result: [ValueOrigin] = []
    walk(root, .object(table.scenario), [], &result)
    return result
  }

  private func walk(_ node: YAMLNode, _ type: FieldType, _ path: [String], _ result: inout [ValueOrigin]) {
    guard !isCompared(path), node.kind == .mapping, let fields = fields(of: node, type) else {
      result.append(origin(of: node, type, path))
      if node.kind == .scalar, let fields = fields(of: node, type) { addDefaults(fields, node, path, &result) }
      return
    }
    for entry in node.entries where !isMeta(entry.key.text, path) {
      let key = entry.key.text
      let next = fields.known.first { $0.name == key }?.type ?? fields.others ?? .any
      walk(entry.value, next, path + [key], &result)
    }
    addDefaults(fields, node, path, &result)
  }

  /// Keys that say how the scenario is put together, not what it is.
  private func isMeta(_ key: String, _ path: [String]) -> Bool {
    path.isEmpty && (key.hasPrefix("x-") || ["vars", "compare", "extends"].contains(key))
  }

  private struct Fields {
    var known: [Field]
    /// The type under any other key.
    var others: FieldType?
  }

  /// What may stand in a mapping of that type; nil where it is taken as a whole.
  private func fields(of node: YAMLNode, _ type: FieldType) -> Fields? {
    switch type {
    case .object(let object): return Fields(known: object.fields, others: object.others)
    case .mapping(_, let element, _, _): return node.kind == .mapping ? Fields(known: [], others: element) : nil
    case .variants(let type):
      let name = node.kind == .mapping ? node[type.discriminator]?.text : node.text
      return Fields(known: type.variants.first { $0.name == name }?.fields ?? [])
    case .either(let types): return types.lazy.filter { $0.suits(node) }.compactMap { fields(of: node, $0) }.first
    default: return nil
    }
  }

  private func addDefaults(_ fields: Fields, _ node: YAMLNode, _ path: [String], _ result: inout [ValueOrigin]) {
    // With roles, the short form's defaults mean nothing; a strategy for all is no default of the role's.
    let hasRoles = path.isEmpty && node["roles"] != nil
    let isRole = path.count == 2 && path[0] == "roles"
    for field in fields.known where node[field.name] == nil {
      guard let value = field.defaultValue, !hasRoles, !(isRole && hasCommonStrategy && field.name == "strategy") else {
        continue
      }
      result.append(ValueOrigin(path: (path + [field.name]).joined(separator: "."), value: value, source: .standard))
    }
  }

  private func origin(of node: YAMLNode, _ type: FieldType, _ path: [String]) -> ValueOrigin {
    ValueOrigin(
      path: path.joined(separator: "."), value: node.flowText, source: source(of: node, path), range: node.range,
      definition: node.definition)
  }

  private func source(of node: YAMLNode, _ path: [String]) -> ValueOrigin.Source {
    if isCompared(path) { return .comparison }
    if let name = variable(of: node) { return .variable(name) }
    let name = node.range.file.name
    if node.range.file === file { return .file }
    return name.hasPrefix("--") ? .flag(name) : .extendedFile(name)
  }

  private func isCompared(_ path: [String]) -> Bool { compared.contains(path.joined(separator: ".")) }

  /// The variable that a substituted value comes from.
  private func variable(of node: YAMLNode) -> String? {
    guard node.definition != nil else { return nil }
    for piece in VariableText(Array(node.range.text.utf8)).pieces {
      if case .reference(let name, _) = piece { return name }
    }
    return nil
  }
}
