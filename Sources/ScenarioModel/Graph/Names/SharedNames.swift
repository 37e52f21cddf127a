// What the names of a scenario stand for: the shared layout by name.
import ScenarioSyntax

/// Looks names up; built together with the `SharedLayout` that its indices point into.
struct SharedNames {
  struct Variable {
    var index: Int
    var first: Int
    var count: Int
    var isList: Bool
    var type: ValueType
    var range: SourceRange?
  }
  struct Lock {
    /// Index of the lock, or of the first of a family.
    var first: Int
    /// nil for a single lock.
    var count: Int?
    var kind: LockDeclaration.Kind
    var range: SourceRange?
  }
  struct Object {
    var index: Int
    var range: SourceRange?
  }
  struct Condition {
    var index: Int
    /// The name of its lock; nil when there is no such lock that could guard it.
    var lock: String?
    var range: SourceRange?
  }

  var variables: [String: Variable] = [:]
  var locks: [String: Lock] = [:]
  var semaphores: [String: Object] = [:]
  var conditions: [String: Condition] = [:]
  var barriers: [String: Object] = [:]
  var queues: [String: Object] = [:]
  /// Queues of capacity 0: a put there is an offer and the wait until it is taken.
  var rendezvous: Set<Int> = []

  /// What may have been declared, set or used where nothing could be read.
  var unread = UnreadNames()

  /// The names that a task may read and never write, with their registers.
  static let given: [String: Program.GivenRegister] = Dictionary(
    uniqueKeysWithValues: Program.GivenRegister.allCases.map { ("\($0)", $0) })

  /// What kind of thing a name is, for messages: "a lock"; nil for a name that is not declared.
  func kind(of name: String) -> (words: String, range: SourceRange?)? {
    if let variable = variables[name] { return (variable.isList ? "a list" : "a variable", variable.range) }
    if let lock = locks[name] { return (lock.count == nil ? "a lock" : "a family of locks", lock.range) }
    if let semaphore = semaphores[name] { return ("a semaphore", semaphore.range) }
    if let condition = conditions[name] { return ("a condition", condition.range) }
    if let barrier = barriers[name] { return ("a barrier", barrier.range) }
    if let queue = queues[name] { return ("a queue", queue.range) }
    return SharedNames.given[name].map { _ in ("a given name", nil) }
  }

  /// A name that is not what a place needs: not declared at all, or declared as something else. Nothing where its
  /// declaration may be what could not be read.
  ///
  /// - Parameters:
  ///   - wanted: what is needed, for the message: "a queue".
  ///   - section: the key under which such things are declared; nil if nothing declares them.
  ///   - candidates: names that would do.
  func mismatch(
    _ name: Located<String>, wanted: String, section: String?, candidates: some Sequence<String>
  ) -> [Diagnostic] {
    let known = candidates.sorted()
    if let found = kind(of: name.value) {
      let finding = Diagnostic(
        .wrongKindOfName, message: "'\(name.value)' is \(found.words), not \(wanted)", range: name.range,
        labels: found.range.map { [Label("declared here", at: $0)] } ?? [],
        help: SharedNames.choice(of: known, wanted))
      return [finding]
    }
    guard !unread.mayDeclare(name.value) else { return [] }
    let nearest = Spelling.nearest(to: name.value, among: known).map { "did you mean '\($0)'?" }
    let finding = Diagnostic(
      .unknownName, message: "there is no \(SharedNames.bare(wanted)) '\(name.value)'", range: name.range,
      help: nearest ?? section.map { "declare it under `\($0)`" } ?? SharedNames.choice(of: known, wanted))
    return [finding]
  }

  private static func choice(of known: [String], _ wanted: String) -> String? {
    guard !known.isEmpty, known.count <= 8 else { return nil }
    return "\(known.map { "'\($0)'" }.joined(separator: ", ")) would do"
  }

  /// "a queue" without its article.
  private static func bare(_ wanted: String) -> Substring {
    wanted.hasPrefix("a ") ? wanted.dropFirst(2) : wanted[...]
  }
}

/// What an expression's value is.
enum ValueType: Sendable, Hashable {
  case integer, boolean

  /// For messages.
  var words: String {
    switch self {
    case .integer: "an integer"
    case .boolean: "a boolean"
    }
  }
}
