// What a plug-in says of itself, decoded: from its first message, or from the manifest of an installed one.
import ScenarioModel
import ScenarioSyntax

/// A plug-in's description of itself.
package struct PluginDeclaration: Sendable {
  /// The executors that there are to host a plug-in for.
  package static let strategies = ["serial", "thread", "process", "async"]

  package var name: String
  /// One sentence; empty when it says nothing.
  package var summary: String
  package var boundBy: PluginBound
  /// The executors that it can work for.
  package var strategies: [String]
  /// The version of the protocol that it has chosen; nil in a manifest.
  package var version: Int64?
  /// Whether it answers pings also while tasks are at work.
  package var hasHeartbeat: Bool
  /// What can be set, in terms of the field table, in the order in which it was declared.
  package var parameters: [Field]

  /// Reads a manifest.
  ///
  /// - Returns: nil for the declaration when something is wrong that `diagnostics` tells.
  package static func manifest(
    _ root: YAMLNode
  ) -> (declaration: PluginDeclaration?, command: [String], diagnostics: [Diagnostic]) {
    var decoder = ShapeDecoder(table: .empty)
    let object = decoder.decode(root, as: .object(PluginFields.manifest), called: "the manifest")?.object
    let declaration = object.flatMap { PluginDeclaration($0, &decoder) }
    let isWhole = !decoder.diagnostics.contains { $0.severity == .error }
    let command = object?["command"]?.list?.compactMap(\.text) ?? []
    return (isWhole ? declaration : nil, command, decoder.diagnostics)
  }

  /// Reads what follows `hello` in a plug-in's first message.
  ///
  /// - Throws: `PluginMistake` with the first thing that is wrong.
  static func hello(_ value: JSONValue) throws(PluginMistake) -> PluginDeclaration {
    guard let root = YAMLNode.plugin(value) else { throw PluginMistake("'hello' cannot be read") }
    var decoder = ShapeDecoder(table: .empty)
    let object = decoder.decode(root, as: .object(PluginFields.hello), called: "'hello'")?.object
    let declaration = object.flatMap { PluginDeclaration($0, &decoder) }
    if let first = decoder.diagnostics.first(where: { $0.severity == .error }) { throw PluginMistake(first) }
    guard let declaration else { throw PluginMistake("'hello' is incomplete") }
    return declaration
  }

  private init?(_ object: ShapeObject, _ decoder: inout ShapeDecoder) {
    guard let name = object["name"]?.text, let bound = object["bound_by"]?.text.flatMap(PluginBound.init),
      let strategies = object["strategies"]?.list?.compactMap(\.text)
    else { return nil }
    self.name = name
    boundBy = bound
    self.strategies = strategies
    summary = object["summary"]?.text ?? ""
    version = object["version"]?.integer
    hasHeartbeat = object["heartbeat"]?.boolean ?? false
    parameters = []
    for entry in object["parameters"]?.entries ?? [] {
      guard let declared = entry.value?.object else { continue }
      parameters.append(PluginParameter(entry.key.text, declared).field(&decoder))
    }
  }
}

/// Something that a plug-in said and should not have, in one sentence without a full stop.
struct PluginMistake: Error, Hashable {
  var message: String
  init(_ message: String) { self.message = message }

  init(_ finding: Diagnostic) {
    message = finding.message + (finding.help.map { " (\($0))" } ?? "")
  }
}

extension LanguageTable {
  /// For what has no workloads, executors or steps in it.
  static let empty = ScenarioFields.table(catalog: Catalog(workloads: [], executors: []))
}

extension YAMLNode {
  /// JSON as the decoder of the language takes it: our own form of JSON is YAML, too.
  static func plugin(_ value: JSONValue) -> YAMLNode? {
    YAMLReader.read(SourceFile(name: "plug-in", bytes: Array(value.text().utf8))).root
  }
}
