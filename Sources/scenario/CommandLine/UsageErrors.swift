// Mistakes on the command line, in this program's words.
import ArgumentParser
import ScenarioModel
import ScenarioSyntax

enum UnknownCommand {
  /// What to say when the first argument should be a command and is none.
  static func failure(in arguments: [String]) -> CommandFailure? {
    guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
    guard !ScenarioTool.commandNames.contains(word) else { return nil }
    return CommandFailure(.usage, "unknown command '\(word)'", help: help(for: word))
  }

  private static func help(for word: String) -> String {
    if let name = Spelling.nearest(to: word, among: ScenarioTool.commandNames) { return "did you mean '\(name)'?" }
    if word.hasSuffix(".yaml") || word.hasSuffix(".yml") { return "to run a file: scenario run \(word)" }
    return "the commands are \(ScenarioTool.commandNames.joined(separator: ", "))"
  }
}

enum UsageError {
  /// The argument parser's message, its suggestion as help.
  static func failure(for error: any Error) -> CommandFailure {
    let message = ScenarioTool.message(for: error)
    let parts = message.split(separator: ". Did you mean ", maxSplits: 1)
    let what = String(parts.first ?? "the arguments cannot be understood")
    let help = parts.count > 1 ? "did you mean \(parts[1])" : usage(in: ScenarioTool.fullMessage(for: error))
    return CommandFailure(.usage, what.prefix(1).lowercased() + what.dropFirst(), help: help)
  }

  /// The line that shows how the command is written.
  private static func usage(in text: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix("Usage: ") }.map { String($0.dropFirst("Usage: ".count)) }
  }
}
