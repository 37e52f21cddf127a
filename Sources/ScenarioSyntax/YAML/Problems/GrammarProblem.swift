// What the parser's complaints mean, and what to write instead.

/// Turns a failure of libyaml into a finding.
enum GrammarProblem {
  static func describe(_ failure: YAMLFailure, in origin: YAMLOrigin) -> Diagnostic {
    let offset = origin.offset(failure.problemMark)
    return Diagnostic(.yamlSyntax, message: failure.problem, range: origin.range(offset, offset))
  }
}
