// `scenario explain`: what a finding means and what to write instead.
import ArgumentParser
import ScenarioModel
import ScenarioSyntax

struct ExplainCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a finding by its code.",
    discussion: "Without a code, lists all of them.")

  @Argument(
    help: "A code such as S0101, or its name such as duplicate-key.",
    completion: .list(FindingCodes.all.map(\.id)))
  var code: String?

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    guard let word = code else {
      let longest = FindingCodes.all.map(\.name.count).max() ?? 0
      for code in FindingCodes.all {
        let gap = String(repeating: " ", count: longest - code.name.count + 2)
        console.write("\(code.id)  \(code.name)\(gap)\(code.summary)\n")
      }
      return .expected
    }
    guard let found = FindingCodes.all.first(where: { $0.id == word.uppercased() || $0.name == word.lowercased() })
    else {
      let near = Spelling.nearest(to: word, among: FindingCodes.all.flatMap { [$0.id, $0.name] })
      throw CommandFailure(
        .usage, "there is no finding with the code '\(word)'",
        help: near.map { "did you mean '\($0)'?" } ?? "'scenario explain' lists all codes")
    }
    console.write("\(found.id) \(found.name): \(found.summary)\n\n\(found.explanation)\n")
    return .expected
  }
}
