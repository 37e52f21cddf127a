// The names of a task's own: their registers and types, and which of them are certain to have a value here.
import ScenarioSyntax

/// Locals at one place of a program.
struct LocalScope {
  struct Local {
    var register: Int32
    /// nil when what sets it could not be compiled: then nothing is said about its uses either.
    var type: ValueType?
    /// Where it is first set.
    var range: SourceRange?
  }

  /// A name that a branch running at the same time sets.
  struct Sibling {
    var branch: String
    var range: SourceRange?
  }

  private(set) var locals: [String: Local] = [:]
  /// Names with a value on every path to here; nil where no path leads.
  private(set) var assigned: Set<String>? = []
  /// Names that may not be touched, because a sibling branch sets them.
  var siblings: [String: Sibling] = [:]
  /// Every name that some step of the program sets, for telling "unknown" from "too early".
  let everSet: Set<String>

  init(everSet: Set<String> = []) { self.everSet = everSet }

  var isReachable: Bool { assigned != nil }

  func isAssigned(_ name: String) -> Bool { assigned?.contains(name) ?? true }

  mutating func declare(_ name: String, _ local: Local) { locals[name] = local }

  mutating func assign(_ name: String) { assigned?.insert(name) }

  // MARK: Paths

  /// What is assigned at a place; taken at branches and merged where paths meet.
  typealias Flow = Set<String>?

  var flow: Flow {
    get { assigned }
    set { assigned = newValue }
  }

  mutating func becomeUnreachable() { assigned = nil }

  /// Where two paths meet, only what both have set is certain.
  static func meet(_ left: Flow, _ right: Flow) -> Flow {
    guard let left else { return right }
    guard let right else { return left }
    return left.intersection(right)
  }

  /// After several paths have all been taken, everything any of them has set is certain.
  static func join(_ left: Flow, _ right: Flow) -> Flow {
    guard let left, let right else { return nil }
    return left.union(right)
  }
}
