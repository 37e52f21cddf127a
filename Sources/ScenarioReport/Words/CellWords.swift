// How sentences name cells, places and workers.
import ScenarioModel
import ScenarioSyntax

extension CellSummary {
  /// `process, 2 workers`: the compared settings' values in few words; "the run" when nothing is compared.
  var shortName: String {
    if parameters.isEmpty { return label.isEmpty ? "the run" : label }
    let roles = Set(parameters.compactMap { CellSummary.role(of: $0.path) })
    return parameters.map { parameter in
      let words = CellSummary.words(parameter)
      guard roles.count > 1, let role = CellSummary.role(of: parameter.path) else { return words }
      return "\(role) \(words)"
    }.joined(separator: ", ")
  }

  private static func words(_ parameter: CellParameter) -> String {
    switch parameter.path.split(separator: ".").last.map(String.init) ?? "" {
    case "strategy", "executor", "workload": CellSummary.shortValue(parameter)
    case "workers": parameter.value == "1" ? "1 worker" : "\(parameter.value) workers"
    case let last: "\(last) \(parameter.value)"
    }
  }

  /// A strategy or workload with options in a few words: `{ executor: thread, interpreter_lock: 5ms }` as
  /// `thread 5ms lock`; other values as they are.
  static func shortValue(_ parameter: CellParameter) -> String {
    let text = parameter.value
    let inside = text.dropFirst().dropLast()
    guard text.hasPrefix("{"), text.hasSuffix("}"), !inside.contains(where: { "{}[]'\"".contains($0) }) else {
      return text
    }
    return inside.split(separator: ",").map { entry in
      let parts = entry.split(separator: ":", maxSplits: 1).map { $0.trimmed }
      guard parts.count == 2 else { return entry.trimmed }
      switch parts[0] {
      case "executor", "type", "spawn": return parts[1]
      case "interpreter_lock": return "\(parts[1]) lock"
      case "loops": return parts[1] == "1" ? "1 loop" : "\(parts[1]) loops"
      default: return "\(parts[0]) \(parts[1])"
      }
    }.joined(separator: " ")
  }

  private static func role(of path: String) -> String? {
    let names = path.split(separator: ".")
    return names.count > 2 && names[0] == "roles" ? String(names[1]) : nil
  }

  /// The column title of a compared setting: its path without what all such paths begin with.
  static func columnTitle(_ path: String) -> String {
    path.hasPrefix("roles.") ? String(path.dropFirst("roles.".count)) : path
  }
}

/// Places, people and things in words.
enum Words {
  /// `bank.yaml:12`; nil where nothing is written.
  static func place(_ range: SourceRange?) -> String? { range.map { "\($0.file.name):\($0.start.line)" } }

  /// `set at bank.yaml:12`.
  static func step(_ step: StepSite?) -> String? {
    step.map { step in place(step.range).map { "\(step.verb) at \($0)" } ?? step.verb }
  }

  /// `main 1 (task 0)`; a branch other than the task itself is named too.
  static func strand(_ strand: StrandName) -> String {
    let who = strand.worker.map { "\(strand.role) \($0)" } ?? strand.role
    let branch = strand.branch == 0 ? "" : ", branch \(strand.branch)"
    guard let task = strand.task else { return who + (branch.isEmpty ? "" : " (\(branch.dropFirst(2)))") }
    return "\(who) (task \(task)\(branch))"
  }

  /// `balance = -600, open = true, forks = [0, 1]`; long lists are cut.
  static func state(_ state: [StateValue]) -> String {
    state.map { variable in
      let words = variable.words.prefix(longestList).map { word in
        variable.isBoolean ? (word == 0 ? "false" : "true") : "\(word)"
      }
      let rest = variable.words.count - words.count
      let list = words.joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
      return "\(variable.name) = " + (variable.isList ? "[\(list)]" : list)
    }.joined(separator: ", ")
  }

  private static let longestList = 16

  /// `paid 2, refused 0`.
  static func counters(_ counters: [NamedValue]) -> String {
    counters.map { "\($0.name) \(Quantity.count($0.value))" }.joined(separator: ", ")
  }

  /// `a, b and c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The sentence with its first letter in upper case and a full stop.
  static func sentence(_ text: String) -> String {
    let ended = text.last.map { ".!?".contains($0) } ?? true
    return text.prefix(1).uppercased() + text.dropFirst() + (ended ? "" : ".")
  }
}

extension Substring {
  /// Without spaces around it.
  fileprivate var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
