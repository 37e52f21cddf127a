// Everything that scenario files can name and every finding there can be, put together from the rooms' lists.
import ScenarioEngine
import ScenarioModel
import ScenarioSyntax

enum Catalogs {
  /// What this program can run: its own workloads, then those of installed plug-ins.
  static let standard = Catalog(
    workloads: Workloads.descriptors + installed.workloads, executors: Executors.descriptors,
    unavailableWorkloads: Workloads.unavailable, unavailableExecutors: Executors.unavailable)

  /// The plug-ins that are installed on this machine.
  static let installed = InstalledPlugins.look(taken: Workloads.descriptors.map(\.name) + Workloads.unavailable)

  /// All kinds of findings, in the order of their codes.
  static let codes: [DiagnosticCode] =
    (SyntaxCodes.all + ShapeCodes.all + ExpressionCodes.all + CheckCodes.all + ExpectationCodes.all
    + CompositionCodes.all + StepCodes.all + GraphCodes.all + WorkloadCodes.all).sorted { $0.id < $1.id }
}
