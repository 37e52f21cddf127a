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

  /// The flag that allows this and nothing else, as it can be typed; for a name with a comma, which flags take for
  /// several names, there is none but that for all of its kind.
  package var flag: String {
    let isSeveral = (kind == .exec || kind == .net) && subject.contains(",")
    return isSeveral || subject.isEmpty ? kind.flag : ShellWord.quoted("\(kind.flag)=\(subject)")
  }
}

/// What the command line has allowed.
package struct PermissionGrants: Sendable {
  private enum Extent: Sendable { case everything, only(Set<String>) }
  private var extents: [Permission.Kind: Extent] = [:]

  private let directory: String
  private let followingLinks: @Sendable (String) -> String

  /// - Parameters:
  ///   - directory: the current one, absolute: relative paths in permissions start there.
  ///   - followingLinks: makes an absolute path one without symbolic links, which leads to the same file.
  package init(directory: String, followingLinks: @escaping @Sendable (String) -> String) {
    self.directory = directory
    self.followingLinks = followingLinks
  }

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

  /// A directory covers what really lies below it; a program only itself, as it is written, and so does a host, though in
  /// capitals or brackets if one likes.
  private func covers(_ subject: String, _ permission: Permission) -> Bool {
    switch permission.kind {
    case .exec: return subject == permission.subject
    case .net: return PermissionGrants.host(subject) == PermissionGrants.host(permission.subject)
    case .read, .write:
      let allowed = place(subject)
      let asked = place(permission.subject)
      return allowed == "/" || asked == allowed || asked.hasPrefix(allowed + "/")
    }
  }

  /// Links are followed before `..` is, as the system does it.
  private func place(_ path: String) -> String {
    FilePath.absolute(followingLinks(path.hasPrefix("/") ? path : "\(directory)/\(path)"), from: directory)
  }

  /// In small letters; an IPv6 address without its brackets.
  private static func host(_ name: String) -> String {
    (name.hasPrefix("[") && name.hasSuffix("]") ? String(name.dropFirst().dropLast()) : name).lowercased()
  }
}
