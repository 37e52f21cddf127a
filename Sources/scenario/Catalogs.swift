// Everything that scenario files can name and every finding there can be, put together from the rooms' lists.
import ScenarioEngine
import ScenarioModel
import ScenarioSyntax

enum Catalogs {
  /// What this program can run.
  static let standard = Catalog(
    workloads: Workloads.descriptors, executors: Executors.descriptors, unavailableWorkloads: Workloads.unavailable,
    unavailableExecutors: Executors.unavailable)

  /// All kinds of findings, in the order of their codes.
  static let codes: [DiagnosticCode] =
    (SyntaxCodes.all + ShapeCodes.all + ExpressionCodes.all + CheckCodes.all + ExpectationCodes.all
    + CompositionCodes.all + StepCodes.all + GraphCodes.all + WorkloadCodes.all).sorted { $0.id < $1.id }
}
