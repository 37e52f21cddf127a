// The one thing that is not passed: the argument parser asks types, and not values, what a flag may be.
import ScenarioReport

/// Bound while arguments are parsed and told about, and read nowhere but in this folder: everything else is given its tool.
enum Parsing {
  @TaskLocal private static var bound: Tool?

  /// Does something while the argument parser's types speak for `tool`.
  static func with<Result>(_ tool: Tool, _ body: () throws -> Result) rethrows -> Result {
    try $bound.withValue(tool, operation: body)
  }

  /// - Precondition: inside of `with`.
  static var tool: Tool {
    guard let bound else { preconditionFailure("arguments are parsed for a tool") }
    return bound
  }

  /// `terminal, json or github`.
  static var reporterWords: String {
    let names = tool.reporters.names
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}
