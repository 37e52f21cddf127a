// `scenario doctor`: what this machine allows, and what else it is doing.
import ArgumentParser
import ScenarioEngine
import ScenarioModel

struct DoctorCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Show what this machine allows and what would disturb measurements.")

  @OptionGroup var form: ListForm

  func execute(on console: Console, of tool: Tool) -> ExitCode {
    let machine = Machine(environment: EnvironmentProbe.look(version: Version.current), limits: SystemLimits.look())
    console.write(form.text(of: machine.listing, for: console.output))
    return .expected
  }
}
