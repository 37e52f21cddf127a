// What a flag's value must be, in words and by example.
import ArgumentParser
import ScenarioReport

/// The words for one flag.
struct FlagNeed {
  /// As typed: `--workers`, and its short form.
  let names: [String]
  /// What it needs: `a whole number of 1 or more`.
  let words: String
  /// The flag with a value, as it can be typed.
  let example: String

  /// The words for a flag as typed; nil for one that explains itself.
  static func of(_ flag: String, in tool: Tool) -> FlagNeed? { all(tool).first { $0.names.contains(flag) } }

  private static func all(_ tool: Tool) -> [FlagNeed] {
    [
      FlagNeed(
        names: ["--strategy", "-s"],
        words: "an executor (\(tool.executorNames.joined(separator: ", ")))",
        example: "--strategy thread"),
      FlagNeed(
        names: ["--workers", "-w"], words: "a whole number of 1 or more, or 'unbounded'", example: "--workers 4"),
      FlagNeed(names: ["--set"], words: "a path or a variable's name, and a value", example: "--set workers=4"),
      FlagNeed(names: ["--seed"], words: "a whole number of 0 or more", example: "--seed 7"),
      FlagNeed(names: ["--repeat"], words: "a whole number of 1 or more", example: "--repeat 10"),
      FlagNeed(names: ["--timeout"], words: "a duration with its unit", example: "--timeout 30s"),
      FlagNeed(
        names: ["--output", "-o"], words: "a form (\(tool.reporters.names.joined(separator: ", "))) and a path",
        example: "-o json=report.json"),
    ]
  }
}
