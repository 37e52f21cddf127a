// The list of reporters: one line for each of this package, and whatever a program adds to them.

/// The forms in which a program can give a result.
package struct Reporters: Sendable {
  /// Those of this package, the default first.
  package static let builtIn = Reporters([
    TerminalReporter.self, JSONReporter.self, GitHubReporter.self, ScheduleReporter.self,
  ])

  private let all: [any Reporter.Type]

  package init(_ all: [any Reporter.Type]) { self.all = all }

  package static func + (list: Reporters, more: [any Reporter.Type]) -> Reporters { Reporters(list.all + more) }

  package var names: [String] { all.map { $0.name } }

  /// The reporter of a name, if there is one.
  package func named(_ name: String) -> (any Reporter.Type)? { all.first { $0.name == name } }
}
