// What to type next.
import ScenarioModel

package struct NextCommand: Sendable, Hashable {
  /// A complete command line.
  package let command: String
  /// What it is good for, without a full stop.
  package let why: String
}

enum NextCommands {
  static func all(record: ScenarioRecord, summary: ScenarioSummary) -> [NextCommand] { [] }
}
