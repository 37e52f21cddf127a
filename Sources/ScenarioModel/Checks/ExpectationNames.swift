// Expectations are about counters and variables that exist, with values that these can have.
import ScenarioSyntax

enum ExpectationNames: DocumentRule {
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic]) {
    let document = subject.document
    for expectation in document.expectations {
      guard case .named(let name, let index) = expectation.measure else { continue }
      if let variable = document.shared.state.first(where: { $0.name.value == name }) {
        check(expectation, variable, index: index, &diagnostics)
      } else if document.counters.contains(where: { $0.value == name }) {
        check(expectation, counter: name, index: index, &diagnostics)
      } else {
        diagnostics += unknown(name, expectation, document)
      }
    }
  }

  private static func unknown(
    _ name: String, _ expectation: ExpectationDeclaration, _ document: ScenarioDocument
  ) -> [Diagnostic] {
    let known = document.shared.state.map(\.name.value) + document.counters.map(\.value)
    let measures = ExpectationDeclaration.Measure.words.keys.sorted()
    let nearest = Spelling.nearest(to: name, among: known + measures)
    guard !document.unread.mayGive(name, resembling: nearest) else { return [] }
    let help =
      nearest.map { "did you mean '\($0)'?" }
      ?? (known.isEmpty
        ? "measures are \(ExpectationDeclaration.Measure.names)" : "known are " + known.joined(separator: ", "))
    let finding = Diagnostic(
      .unknownResult, message: "'\(name)' is neither a measure, nor a counter, nor a variable of 'state'",
      range: expectation.range, help: help)
    return [finding]
  }

  private static func check(
    _ expectation: ExpectationDeclaration, counter name: String, index: Int?, _ diagnostics: inout [Diagnostic]
  ) {
    if index != nil {
      diagnostics.append(
        Diagnostic(.wrongBound, message: "'\(name)' is a counter, not a list", range: expectation.range))
    } else if case .boolean = expectation.bound {
      diagnostics.append(
        Diagnostic(
          .wrongBound, message: "'\(name)' is a counter: compare it with a whole number", range: expectation.range))
    }
  }

  private static func check(
    _ expectation: ExpectationDeclaration, _ variable: StateDeclaration, index: Int?,
    _ diagnostics: inout [Diagnostic]
  ) {
    let name = variable.name.value
    var message: String?
    switch (variable.isList, index) {
    case (true, nil): message = "'\(name)' is a list: say which element, as in \(name)[0]"
    case (false, .some): message = "'\(name)' is not a list"
    case (true, .some(let index)) where index >= variable.initial.count:
      message = "'\(name)' has \(variable.initial.count) elements: \(name)[\(index)] is not among them"
    default: break
    }
    switch (variable.kind, expectation.bound) {
    case (.integer, .boolean): message = message ?? "'\(name)' is an integer: compare it with a whole number"
    case (.boolean, .integer): message = message ?? "'\(name)' is a boolean: compare it with true or false"
    default: break
    }
    let isOrdered = expectation.comparison != .equal && expectation.comparison != .notEqual
    if variable.kind == .boolean, isOrdered { message = message ?? "booleans are compared by == and != only" }
    guard let message else { return }
    let place = variable.name.range.map { [Label("declared here", at: $0)] } ?? []
    diagnostics.append(Diagnostic(.wrongBound, message: message, range: expectation.range, labels: place))
  }
}

extension DiagnosticCode {
  /// An expectation about something that no run has.
  package static let unknownResult = DiagnosticCode(
    id: "S0364", name: "unknown-result", summary: "an expectation about a counter or variable that does not exist",
    explanation: """
      Besides what is measured, an expectation can be about counters (names that `count` steps count) and about \
      variables of `state` at the end of the run. The name is neither.
      """)
}
