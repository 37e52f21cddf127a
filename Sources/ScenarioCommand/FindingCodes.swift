// Every finding there can be, put together from the rooms' lists.
import ScenarioEngine
import ScenarioModel
import ScenarioSyntax

enum FindingCodes {
  /// All kinds of findings, in the order of their codes.
  static let all: [DiagnosticCode] =
    (SyntaxCodes.all + ShapeCodes.all + ExpressionCodes.all + CheckCodes.all + ExpectationCodes.all
    + CompositionCodes.all + StepCodes.all + GraphCodes.all + WorkloadCodes.all).sorted { $0.id < $1.id }
}
