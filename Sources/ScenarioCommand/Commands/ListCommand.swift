// `scenario list`: what there is to choose from.
import ArgumentParser
import ScenarioModel
import ScenarioReport

struct ListCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List workloads, executors, scenarios or the fields of the language.")

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case workloads, executors, scenarios, fields
  }

  @Argument(help: "workloads, executors, scenarios or fields.")
  var subject: Subject

  @Argument(help: "Where to look for scenarios; without it the lessons are listed.", completion: .directory)
  var folder: String?

  @OptionGroup var form: ListForm

  func validate() throws {
    if folder != nil, subject != .scenarios { throw ValidationError("only 'list scenarios' takes a folder") }
  }

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    let listing =
      switch subject {
      case .workloads: CatalogListing.workloads(tool.catalog)
      case .executors: CatalogListing.executors(tool.catalog)
      case .fields: FieldListing.all(tool.catalog)
      case .scenarios: try ScenarioListing.scenarios(below: folder)
      }
    if subject == .workloads {
      console.tell(FindingForm.text.renderer(for: console.error).render(tool.installed.warnings))
    }
    console.write(form.text(of: listing, for: console.output))
    return listing.rows.isEmpty ? .nothingSelected : .expected
  }
}

/// How lists are shown.
struct ListForm: ParsableArguments {
  enum Form: String, ExpressibleByArgument, CaseIterable { case terminal, json }

  @Option(name: .long, help: "What goes to standard output: terminal or json.")
  var format = Form.terminal

  func text(of listing: Listing, for terminal: Terminal) -> String {
    format == .json ? listing.json : listing.text(style: terminal.style)
  }
}
