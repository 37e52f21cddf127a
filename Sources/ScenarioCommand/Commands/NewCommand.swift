// `scenario new`: a first file to change.
import ArgumentParser
import ScenarioModel
import ScenarioSyntax

struct NewCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a new scenario file, a copy of a lesson.",
    discussion: "Never overwrites anything. 'scenario list scenarios' shows the lessons.")

  @Argument(help: "The scenario's name; the file is NAME.yaml in the current folder.")
  var name: String

  @Option(
    name: .long, help: ArgumentHelp("The lesson to start from.", valueName: "lesson"),
    completion: .list(Lessons.all.map(\.name)))
  var from = Lessons.all[0].name

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    guard isName(name) else {
      throw CommandFailure(
        .usage, "'\(name)' cannot be a scenario's name",
        help: "use small letters, digits, '_' and '-', starting with a letter")
    }
    guard let lesson = Lessons.all.first(where: { $0.name == from }) else {
      let names = Lessons.all.map(\.name)
      let near = Spelling.nearest(to: from, among: names).map { "did you mean '\($0)'?" }
      throw CommandFailure(
        .usage, "there is no lesson '\(from)'", help: near ?? "the lessons are \(names.joined(separator: ", "))")
    }
    let path = "\(name).yaml"
    try NewFile.create(path, text: lesson.text(named: name))
    console.write("\(path) is written. Run it:  scenario run \(path)\n")
    return .expected
  }

  private func isName(_ text: String) -> Bool {
    let letters = Array(text.utf8)
    guard let first = letters.first, (0x61...0x7A).contains(first) else { return false }
    return letters.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D }
  }
}
