// From text to an execution graph, for tests.
import ScenarioModel
import ScenarioSyntax

/// Compiles a text against the test catalog; the findings are those of reading, of the rules and of compiling.
package func compile(
  _ yaml: String, catalog: Catalog = .test
) -> (graph: ExecutionGraph?, diagnostics: [Diagnostic]) {
  var decoder = DocumentDecoder(catalog: catalog)
  guard let decoded = decoder.decode(YAMLNode(yaml: yaml)) else { return (nil, decoder.diagnostics) }
  let subject = RuleSubject(document: decoded.document, shape: decoded.shape, catalog: catalog)
  let found = decoder.diagnostics + Checks.run(on: subject)
  let (graph, diagnostics) = GraphCompiler.compile(decoded.document, catalog: catalog)
  let all = DiagnosticOrder.sorted(found + diagnostics)
  return (all.contains { $0.severity == .error } ? nil : graph, all)
}

/// A scenario of one role `main` with these steps, written as a YAML list, and what else stands at the top level.
package func stepScenario(_ steps: String, _ rest: String = "", tasks: Int = 1) -> String {
  let indented = steps.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
  return """
    scenario: test
    tasks: \(tasks)
    \(rest)
    workload:
      type: steps
      steps:
    \(indented.joined(separator: "\n"))
    """
}
