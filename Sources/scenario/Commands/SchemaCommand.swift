// `scenario schema`: the JSON Schemas of scenario files and of reports.
import ArgumentParser
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

struct SchemaCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of scenario files, or of reports.")

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case scenario, report
  }

  @Argument(help: "What it describes: scenario or report.")
  var subject = Subject.scenario

  func execute(on console: Console) -> ExitCode {
    let document: JSONValue =
      switch subject {
      case .scenario: JSONSchema.document(catalog: Catalogs.standard)
      case .report: ReportSchema.document
      }
    console.write(document.text(pretty: true) + "\n")
    return .expected
  }
}
