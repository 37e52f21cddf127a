// What the graph's rules look at: the document and who uses which queue, lock, semaphore and barrier.
import ScenarioSyntax

/// A document prepared for rules about its graph.
struct GraphSubject {
  let document: ScenarioDocument
  let names: SharedNames
  /// What each role uses, in the order written.
  let roles: [RoleUses]

  init(document: ScenarioDocument, names: SharedNames) {
    self.document = document
    self.names = names
    roles = document.roles.map { RoleUses($0, names) }
  }

  /// Whether all that is done with a queue is known, so that what seems to be missing is.
  func knowsUses(of queue: QueueDeclaration) -> Bool {
    !document.unread.mayUse(queue.name.value) && !roles.contains(where: \.usesUnknownQueue)
  }

  /// Of each role, the roles that take what it puts.
  var feeds: [Set<Int>] {
    roles.map { producer in
      Set(roles.indices.filter { consumer in producer.puts.keys.contains { roles[consumer].takesFrom($0) } })
    }
  }
}

/// What one role uses, with the first place where it does.
struct RoleUses {
  /// Queue indices of `into` and `put`, and whether it is written as an edge of the graph (`into`).
  private(set) var puts: [Int: QueueUse] = [:]
  /// Queue indices of `from` and `get`.
  private(set) var takes: [Int: QueueUse] = [:]
  private(set) var closes: Set<Int> = []
  /// It puts into, or takes from, a queue that is not declared, and so any of them may have been meant.
  private(set) var usesUnknownQueue = false

  struct QueueUse {
    /// By `from` or `into`, not by a step.
    var isDeclared: Bool
    var range: SourceRange?
  }

  init(_ role: RoleDeclaration, _ names: SharedNames) {
    for name in role.into { note(name, names, isDeclared: true, \.puts) }
    for name in role.from { note(name, names, isDeclared: true, \.takes) }
    role.workload.steps.forEachStep { step in
      switch step.verb {
      case .put(let queue, _): note(queue, names, isDeclared: false, \.puts)
      case .get(let queue, _, _): note(queue, names, isDeclared: false, \.takes)
      case .close(let queue): if let found = names.queues[queue.value] { closes.insert(found.index) }
      default: break
      }
    }
  }

  func putsInto(_ queue: Int) -> Bool { puts[queue] != nil }
  func takesFrom(_ queue: Int) -> Bool { takes[queue] != nil }

  private mutating func note(
    _ name: Located<String>, _ names: SharedNames, isDeclared: Bool, _ uses: WritableKeyPath<RoleUses, [Int: QueueUse]>
  ) {
    guard let queue = names.queues[name.value]?.index else {
      usesUnknownQueue = true
      return
    }
    guard self[keyPath: uses][queue] == nil else { return }
    self[keyPath: uses][queue] = QueueUse(isDeclared: isDeclared, range: name.range)
  }
}
