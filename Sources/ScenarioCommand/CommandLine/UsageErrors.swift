// Mistakes on the command line, in this program's words.
import ArgumentParser
import ScenarioModel
import ScenarioSyntax

enum UnknownCommand {
  /// What to say when the first argument should be a command and is none.
  static func failure(in arguments: [String]) -> CommandFailure? {
    guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
    guard !RootCommand.commandNames.contains(word) else { return nil }
    return CommandFailure(.usage, "unknown command '\(word)'", help: help(for: word))
  }

  private static func help(for word: String) -> String {
    if let name = Spelling.nearest(to: word, among: RootCommand.commandNames) { return "did you mean '\(name)'?" }
    if word.hasSuffix(".yaml") || word.hasSuffix(".yml") { return "to run a file: scenario run \(word)" }
    return "the commands are \(RootCommand.commandNames.joined(separator: ", "))"
  }
}

enum UsageError {
  /// The argument parser's message, or better words where it does not say what is allowed; its suggestion as help.
  ///
  /// - Parameters:
  ///   - arguments: of the command line, without the program's name.
  ///   - tool: whose arguments they are.
  static func failure(for error: any Error, arguments: [String], in tool: Tool) -> CommandFailure {
    let message = RootCommand.message(for: error)
    if let flag = flag(in: message), let need = FlagNeed.of(flag, in: tool) {
      let found = value(of: flag, in: arguments).map { "found '\($0)'" } ?? "nothing follows it"
      return CommandFailure(.usage, "'\(flag)' needs \(need.words), \(found)", help: "for example: \(need.example)")
    }
    let parts = message.split(separator: ". Did you mean ", maxSplits: 1)
    let what = String(parts.first ?? "the arguments cannot be understood")
    let help = parts.count > 1 ? "did you mean \(parts[1])" : usage(in: RootCommand.fullMessage(for: error))
    return CommandFailure(.usage, what.prefix(1).lowercased() + what.dropFirst(), help: help)
  }

  /// The flag that has no value, or one that cannot be understood.
  private static func flag(in message: String) -> String? {
    guard message.hasPrefix("Missing value for '") || message.contains("' is invalid for '") else { return nil }
    return message.split(separator: "'").last { $0.hasPrefix("-") }?.split(separator: " ").first.map(String.init)
  }

  /// What stands behind a flag: the next word, or what follows its equals sign.
  private static func value(of flag: String, in arguments: [String]) -> String? {
    if let index = arguments.lastIndex(of: flag) { return arguments.dropFirst(index + 1).first }
    let start = flag + "="
    return arguments.last { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
  }

  /// How the command is written, without its flags, and where they are listed.
  private static func usage(in text: String) -> String? {
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Usage: ") }) else { return nil }
    var depth = 0
    let words = line.dropFirst("Usage: ".count).split(separator: " ").filter { word in
      let isFlag = depth > 0 || word.hasPrefix("[")
      depth += word.count { $0 == "[" } - word.count { $0 == "]" }
      return !isFlag
    }
    let commands = words.prefix { !$0.hasPrefix("<") }.dropFirst()
    let manual = (["scenario", "help"] + commands).joined(separator: " ")
    return "\(words.joined(separator: " ")); '\(manual)' lists its flags"
  }
}
