// Expressions, names and traced lines read from located nodes.
import ScenarioSyntax

extension ScalarText {
  /// The text of a scalar node.
  package init(_ node: YAMLNode) {
    self.init(node.text, in: node.range, isSubstituted: node.definition != nil)
  }

  /// The text of a node that should be a scalar; reports what it is instead.
  fileprivate static func require(
    _ node: YAMLNode, _ what: String, diagnostics: inout [Diagnostic]
  ) -> ScalarText? {
    guard !node.isBroken else { return nil }
    guard node.kind != .scalar else { return ScalarText(node) }
    let found = node.kind == .sequence ? "a list" : "a mapping"
    diagnostics.append(
      Diagnostic(.notAnExpression, message: "\(what) belongs here, not \(found)", range: node.range))
    return nil
  }
}

extension ExpressionParser {
  /// Reads a scalar, also a plain integer or boolean, as an expression. nil with a diagnostic after a mistake.
  package static func parse(_ node: YAMLNode, diagnostics: inout [Diagnostic]) -> Expression? {
    ScalarText.require(node, "an expression", diagnostics: &diagnostics)
      .flatMap { parse($0, diagnostics: &diagnostics) }
  }
}

extension TargetParser {
  /// Reads a scalar as what a step writes; often it is the key of a mapping.
  package static func parse(_ node: YAMLNode, diagnostics: inout [Diagnostic]) -> Target? {
    ScalarText.require(node, "the name of a variable", diagnostics: &diagnostics)
      .flatMap { parse($0, diagnostics: &diagnostics) }
  }
}

extension ResourceParser {
  /// Reads a scalar as what a step locks or acquires.
  package static func parse(
    _ node: YAMLNode, mode: Resource.Mode = .exclusive, diagnostics: inout [Diagnostic]
  ) -> Resource? {
    ScalarText.require(node, "the name of a lock or semaphore", diagnostics: &diagnostics)
      .flatMap { parse($0, mode: mode, diagnostics: &diagnostics) }
  }
}

extension LogTextParser {
  /// Reads a scalar as a traced line.
  package static func parse(_ node: YAMLNode, diagnostics: inout [Diagnostic]) -> LogText? {
    ScalarText.require(node, "a text", diagnostics: &diagnostics).flatMap { parse($0, diagnostics: &diagnostics) }
  }
}
