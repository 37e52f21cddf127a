// `scenario plan`: shows what would be run, and runs nothing.
import ArgumentParser
import ScenarioModel
import ScenarioReport

struct PlanCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what would be run: roles, queues, cells and the number of runs.")

  @Argument(help: "A scenario file; '-' is standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(name: .long, help: "What goes to standard output: text, mermaid, dot or json.")
  var format = PlanFormName.standard

  @Flag(name: .long, help: "Show where each value comes from.")
  var origins = false

  @OptionGroup(title: "With these changes") var loading: LoadingOptions
  @OptionGroup var findings: FindingOptions

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    let show = PlanShow(
      console: console, form: format.form, origins: origins, findings: findings.diagnostics,
      preparation: Preparation(tool: tool, overrides: loading.overrides))
    return show.show([file])
  }
}

/// A form of plan by its name.
struct PlanFormName: ExpressibleByArgument, Sendable {
  let form: any PlanForm.Type

  static let standard = PlanFormName(form: TextPlan.self)

  init(form: any PlanForm.Type) { self.form = form }

  init?(argument: String) {
    guard let form = PlanForms.named(argument) else { return nil }
    self.form = form
  }

  var defaultValueDescription: String { form.name }
  static var allValueStrings: [String] { PlanForms.all.map { $0.name } }
}
