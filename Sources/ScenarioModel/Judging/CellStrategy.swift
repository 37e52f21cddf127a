// Which executor and how many workers a cell of a comparison stands for.

/// The roles that a cell is known by: those whose strategy or workers the comparison varies, else all of them.
package struct CellStrategy: Sendable, Hashable {
  /// One role's executor and its declared workers.
  package struct Part: Sendable, Hashable {
    /// The role's name.
    package let role: String
    /// The executor's name in the catalog.
    package let executor: String
    /// Declared workers; nil when unbounded.
    package let workers: Int?
  }
  /// In the order of the graph's roles.
  package let parts: [Part]

  /// Reads a cell's graph and the settings it was made with.
  package init(_ cell: CellRecord) {
    self.init(
      roles: cell.graph.roles.map { role in
        Part(role: role.name, executor: role.executor, workers: role.workers.bound)
      }, varied: cell.parameters.map(\.path))
  }

  /// - Parameters:
  ///   - roles: all roles of a cell.
  ///   - paths: what the comparison varies.
  package init(roles: [Part], varied paths: [String]) {
    let varied = Set(paths.compactMap { CellStrategy.role(of: $0) })
    let known = roles.filter { varied.contains($0.role) }
    parts = known.isEmpty ? roles : known
  }

  /// The executors' names without repetition, joined by a plus sign: `thread`, `async+thread`.
  package var executor: String {
    var names: [String] = []
    for part in parts where !names.contains(part.executor) { names.append(part.executor) }
    return names.joined(separator: "+")
  }

  /// All declared workers together; nil when a role's are unbounded.
  package var workers: Int? {
    parts.reduce(0) { sum, part in sum.flatMap { total in part.workers.map { total + $0 } } }
  }

  /// How many tasks can be worked on at once: the declared workers, of which all serial roles together have one; nil when a
  /// role's are unbounded.
  package var concurrency: Int? {
    let serial = parts.contains { $0.executor == CellStrategy.serial } ? 1 : 0
    return parts.filter { $0.executor != CellStrategy.serial }.reduce(serial) { sum, part in
      sum.flatMap { total in part.workers.map { total + $0 } }
    }
  }

  /// The executor that does one task after another, whatever number of workers is declared.
  private static let serial = "serial"

  /// Whether one role has one of these executors and one of these worker counts; an empty list admits all.
  package func matches(executors: [String], workers: [Int]) -> Bool {
    parts.contains { part in
      (executors.isEmpty || executors.contains(part.executor))
        && (workers.isEmpty || part.workers.map(workers.contains) == true)
    }
  }

  /// The role that `roles.NAME.strategy…` or `roles.NAME.workers` varies.
  private static func role(of path: String) -> String? {
    let names = path.split(separator: ".")
    guard names.count >= 3, names[0] == "roles", names[2] == "strategy" || names[2] == "workers" else { return nil }
    return String(names[1])
  }
}

extension RoleDeclaration.Workers {
  /// The declared number; nil when unbounded.
  package var bound: Int? {
    switch self {
    case .count(let count): count
    case .unbounded: nil
    }
  }
}
