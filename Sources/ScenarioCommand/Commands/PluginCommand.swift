// `scenario plugin`: what authors of plug-ins need.
import ArgumentParser
import ScenarioEngine
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

struct PluginCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin", abstract: "Check a plug-in that you have written.",
    discussion: "Documentation/plugins.md describes how plug-ins are written.",
    subcommands: [PluginCheckCommand.self])
}

struct PluginCheckCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run a plug-in and say what of the protocol it does not keep.",
    discussion: """
      For example:  scenario plugin check -- python3 lookup.py

      The command is yours, so no --allow-exec is needed.
      """)

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("A parameter for the plug-in; may be given several times.", valueName: "name=value"))
  var set: [String] = []

  @Option(name: .long, help: ArgumentHelp("Most time for each answer.", valueName: "duration"))
  var timeout = "10s"

  @OptionGroup var form: ListForm

  @Argument(parsing: .postTerminator, help: "The plug-in's program and its arguments, after --.")
  var command: [String] = []

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    guard command.first?.isEmpty == false else {
      throw CommandFailure(
        .usage, "there is no plug-in to check", help: "for example: scenario plugin check -- python3 lookup.py")
    }
    let suite = PluginConformance(
      command, parameters: try parameters(tool.catalog), patience: try patience(),
      guards: tool.engine.guards)
    let checks = suite.run()
    let listing = ConformanceListing.checks(checks)
    console.write(form.format == .json ? listing.json : ConformanceListing.text(checks))
    return checks.contains(where: \.isFailure) ? .unexpected : .expected
  }

  private func parameters(_ catalog: Catalog) throws(CommandFailure) -> [String: ParameterValue] {
    var decoder = ShapeDecoder(table: ScenarioFields.table(catalog: catalog))
    var values: [String: ParameterValue] = [:]
    for text in set {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let file = SourceFile(name: "--set", bytes: Array((parts.last ?? "").utf8))
      guard parts.count == 2, let node = YAMLReader.read(file).root,
        let value = decoder.decode(node, as: .any, called: "'--set'")?.parameter
      else {
        throw CommandFailure(
          .usage, "'--set' needs a name and a value, found '\(text)'", help: "for example: --set limit=100")
      }
      values[String(parts[0])] = value
    }
    return values
  }

  private func patience() throws(CommandFailure) -> Int64 {
    guard case .quantity(let time) = UnitSystem.duration.read(timeout), time >= 1e6, time <= 1e13 else {
      throw CommandFailure(
        .usage, "'--timeout' needs a duration from 1ms to 2h, found '\(timeout)'", help: "for example: --timeout 30s")
    }
    return Int64(time)
  }
}
