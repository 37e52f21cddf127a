// `scenario schema`: the JSON Schemas of scenario files and of reports, and the same as a page to read.
import ArgumentParser
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

struct SchemaCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of scenario files or of reports, or the reference page.")

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case scenario, report, reference
  }

  @Argument(help: "scenario, report, or reference (Markdown).")
  var subject = Subject.scenario

  func execute(on console: Console, of tool: Tool) -> ExitCode {
    switch subject {
    case .scenario: console.write(JSONSchema.document(catalog: tool.catalog).text(pretty: true) + "\n")
    case .report: console.write(ReportSchema.document.text(pretty: true) + "\n")
    case .reference: console.write(ReferencePage.markdown(catalog: tool.catalog))
    }
    return .expected
  }
}
