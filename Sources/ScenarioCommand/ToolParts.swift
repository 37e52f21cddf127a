// What a program that runs scenarios is made of: the package's own workloads, executors and reporters, or more.
import ScenarioEngine
import ScenarioModel
import ScenarioReport

package struct ToolParts: Sendable {
  package var workloads: Workloads
  package var executors: Executors
  package var reporters: Reporters

  package init(
    workloads: Workloads = .builtIn, executors: Executors = .builtIn, reporters: Reporters = .builtIn
  ) {
    self.workloads = workloads
    self.executors = executors
    self.reporters = reporters
  }

  /// What runs are given, in the process of the program itself and in its workers.
  var engine: EngineParts {
    EngineParts(workloads: workloads, executors: executors, guards: GuardPost(program: OwnBinary.path))
  }

  /// What the program's author got wrong, as a failure of the program; nil when everything can be told from everything
  /// else by its name.
  package var mistake: String? {
    let kinds = [
      ("workload", workloads.descriptors.map(\.name) + Workloads.unavailable),
      ("executor", executors.descriptors.map(\.name) + Executors.unavailable), ("reporter", reporters.names),
    ]
    for (kind, names) in kinds {
      if let name = names.first(where: { !ToolParts.isName($0) }) {
        return "a \(kind) of this program is called '\(name)': a name has small letters, digits, '_' and '-'"
      }
      if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
        return "this program has two \(kind)s called '\(name)'"
      }
    }
    let fields =
      workloads.descriptors.map { ("workload '\($0.name)'", ["type"] + $0.fields.map(\.name)) }
      + executors.descriptors.map { ("executor '\($0.name)'", ["executor"] + $0.fields.map(\.name)) }
    for (owner, names) in fields {
      if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
        return "the \(owner) of this program has two parameters called '\(name)'"
      }
    }
    return nil
  }

  private static func isName(_ text: String) -> Bool {
    let letters: ClosedRange<Character> = "a"..."z", digits: ClosedRange<Character> = "0"..."9"
    guard let first = text.first, letters.contains(first) else { return false }
    return text.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == "_" || $0 == "-" }
  }
}
