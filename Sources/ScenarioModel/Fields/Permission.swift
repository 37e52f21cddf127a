// What a scenario may do beyond its own work, which only the command line can allow.

/// One thing that must be allowed: to run this program, to reach this host, to read or write below this directory.
package struct Permission: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case exec, net, read, write

    /// What it allows, as the end of a sentence: "runs the program".
    package var verb: String {
      switch self {
      case .exec: "runs the program"
      case .net: "reaches the host"
      case .read: "reads below"
      case .write: "writes below"
      }
    }
    /// The flag that allows all of it.
    package var flag: String { "--allow-\(rawValue)" }
  }
  package var kind: Kind
  /// A program as it is named in the file, a host, or a path, absolute or relative to the current directory.
  package var subject: String
  package init(_ kind: Kind, _ subject: String) {
    self.kind = kind
    self.subject = subject
  }

  /// The flag that allows this and nothing else.
  package var flag: String { "\(kind.flag)=\(subject)" }
}

/// What the command line has allowed.
package struct PermissionGrants: Sendable {
  private enum Extent: Sendable { case everything, only(Set<String>) }
  private var extents: [Permission.Kind: Extent] = [:]

  private let directory: String

  /// - Parameter directory: the current one, absolute: relative paths in permissions start there.
  package init(directory: String) { self.directory = directory }

  /// Allows everything of a kind.
  package mutating func allowAll(_ kind: Permission.Kind) { extents[kind] = .everything }

  /// Allows one program, host or directory, beside what was allowed before.
  package mutating func allow(_ permission: Permission) {
    switch extents[permission.kind] {
    case .everything: break
    case .only(let subjects): extents[permission.kind] = .only(subjects.union([permission.subject]))
    case nil: extents[permission.kind] = .only([permission.subject])
    }
  }

  package func allows(_ permission: Permission) -> Bool {
    switch extents[permission.kind] {
    case .everything: true
    case .only(let subjects): subjects.contains { covers($0, permission) }
    case nil: false
    }
  }

  /// A directory covers what lies below it; a program or host only itself, as it is written.
  private func covers(_ subject: String, _ permission: Permission) -> Bool {
    switch permission.kind {
    case .exec, .net: return subject == permission.subject
    case .read, .write:
      let allowed = FilePath.absolute(subject, from: directory)
      let asked = FilePath.absolute(permission.subject, from: directory)
      return allowed == "/" || asked == allowed || asked.hasPrefix(allowed + "/")
    }
  }
}
