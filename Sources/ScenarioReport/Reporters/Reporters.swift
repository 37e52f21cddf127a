// The list of reporters.

/// The forms in which a result can be had.
package enum Reporters {
  /// Every reporter, the default first.
  package static let all: [any Reporter.Type] = [TerminalReporter.self, JSONReporter.self, GitHubReporter.self]

  /// The reporter of a name, if there is one.
  package static func named(_ name: String) -> (any Reporter.Type)? { all.first { $0.name == name } }
}
