// Decoding from text, for tests.
import ScenarioModel
import ScenarioSyntax

extension YAMLNode {
  /// The tree of a text that is YAML.
  package init(yaml: String, name: String = "test.yaml") {
    let document = YAMLReader.read(SourceFile(name: name, bytes: Array(yaml.utf8)))
    precondition(document.diagnostics.isEmpty, "not YAML: \(document.diagnostics.map(\.brief))\n\(yaml)")
    self = document.root!
  }
}

extension Diagnostic {
  /// `2:10 S0203 'workers' needs a whole number, found a list`
  package var brief: String {
    let place = range.map { "\($0.start) " } ?? ""
    return "\(place)\(code.id) \(message)"
  }
}

/// Decodes a text against the test catalog.
package func decode(
  _ yaml: String, catalog: Catalog = .test
) -> (document: ScenarioDocument?, diagnostics: [Diagnostic]) {
  var decoder = DocumentDecoder(catalog: catalog)
  let decoded = decoder.decode(YAMLNode(yaml: yaml))
  return (decoded?.document, DiagnosticOrder.sorted(decoder.diagnostics))
}

/// Decodes a text and applies the document rules.
package func examine(_ yaml: String, catalog: Catalog = .test) -> [Diagnostic] {
  var decoder = DocumentDecoder(catalog: catalog)
  guard let decoded = decoder.decode(YAMLNode(yaml: yaml)) else { return decoder.diagnostics }
  let subject = RuleSubject(document: decoded.document, shape: decoded.shape, catalog: catalog)
  return DiagnosticOrder.sorted(decoder.diagnostics + Checks.run(on: subject))
}
