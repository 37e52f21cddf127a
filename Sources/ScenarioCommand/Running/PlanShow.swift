// Shows what would be run: `plan`, and `--dry-run` of `run` and `batch`.
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

struct PlanShow {
  let console: Console
  let form: any PlanForm.Type
  let origins: Bool
  let findings: FindingForm
  let preparation: Preparation

  init(
    console: Console, form: any PlanForm.Type, origins: Bool, findings: FindingForm, preparation: Preparation
  ) {
    self.console = console
    self.form = form
    self.origins = origins
    self.findings = findings
    self.preparation = preparation
  }

  /// For `--dry-run`.
  init(_ options: ReportOptions, _ preparation: Preparation, _ console: Console) {
    self.init(
      console: console, form: options.format.isJSON ? JSONPlan.self : TextPlan.self, origins: false,
      findings: options.findings.diagnostics, preparation: preparation)
  }

  /// Shows the plans of all files; as JSON, one document for one file and an array for several.
  func show(_ paths: [String], isSelected: ([String]?) -> Bool = { _ in true }) -> ExitCode {
    var codes: [Int32] = []
    var texts: [String] = []
    for path in paths {
      do throws(RefusedScenario) {
        let scenario = try preparation.prepare(path)
        guard isSelected(scenario.document.tags.map(\.value)) else { continue }
        tell(scenario.warnings)
        let plan = ScenarioPlan(scenario.loaded, graphs: scenario.graphs, path: path)
        texts.append(form.render(plan, PlanOptions(style: console.output.style, origins: origins)))
        codes.append(ExitCode.expected.rawValue)
      } catch {
        guard isSelected(error.tags) else { continue }
        tell(error.diagnostics)
        codes.append(error.exit.code)
        if form == JSONPlan.self {
          texts.append(JSONReporter.render(.failure(error.record), style: console.output.style))
        }
      }
    }
    console.write(joined(texts, asList: paths.count != 1))
    return ExitCode.worst(codes)
  }

  private func tell(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    console.tell(findings.renderer(for: console.error).render(diagnostics))
  }

  private func joined(_ texts: [String], asList: Bool) -> String {
    guard asList, form == JSONPlan.self else { return texts.joined(separator: "\n") }
    return "[\n" + texts.joined(separator: ",\n") + "]\n"
  }
}
