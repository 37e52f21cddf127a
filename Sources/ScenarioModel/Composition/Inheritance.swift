// `extends`: a scenario that starts from another file.
import ScenarioSyntax

/// Reads a text by its path: relative to the current directory, or absolute, as the first file's was given.
///
/// Must refuse, by `Diagnostic.extendsByLink`, a path that leads out of the first file's directory by a symbolic link;
/// what `extends` says has been checked for `..` before.
package typealias ReadFile = @Sendable (_ path: String) -> Result<SourceFile, Diagnostic>

extension Diagnostic {
  /// What `ReadFile` says of a path that leads out of the first file's directory by a symbolic link.
  package static func extendsByLink(_ path: String) -> Diagnostic {
    Diagnostic(
      .extendsOutside, message: "'\(path)' is a link to something outside the directory of the scenario", range: nil,
      help: "copy the file instead of linking to it")
  }
}

/// Merges a file with the files that it extends.
struct Inheritance {
  let readFile: ReadFile
  /// The first file's directory: nothing outside it is read.
  private let home: RelativePath
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether an extended file could not be merged in.
  private(set) var lacksBase = false

  init(of file: SourceFile, readFile: @escaping ReadFile) {
    self.readFile = readFile
    home = RelativePath(file.name).parent
  }

  /// The file's tree over those that it extends, `extends` removed.
  mutating func resolve(_ root: YAMLNode, of file: SourceFile) -> Draft {
    var layers: [Draft] = []
    var visited: [String] = []
    var current = (root: root, path: RelativePath(file.name))
    while true {
      layers.append(Draft.node(current.root).removing(["extends"]))
      visited.append(current.path.text)
      guard let node = current.root["extends"], node.kind == .scalar, case .string(let text) = node.value else { break }
      guard let next = open(text, at: node, from: current.path, visited) else {
        lacksBase = true
        break
      }
      current = next
    }
    return layers.dropLast().reversed().reduce(layers[layers.count - 1]) { Draft.merge(base: $0, over: $1) }
  }

  private mutating func open(
    _ text: String, at node: YAMLNode, from path: RelativePath, _ visited: [String]
  ) -> (root: YAMLNode, path: RelativePath)? {
    guard !VariableText.isNeeded(for: text) else {
      report(.extendsOutside, at: node, "'extends' is read before variables are put in", help: "write the path itself")
      return nil
    }
    guard !text.hasPrefix("/"), let target = path.parent.appending(text), home.contains(target) else {
      report(
        .extendsOutside, at: node, "'\(text.shortened)' lies outside the directory of the scenario",
        help: "move the file into '\(home.text.isEmpty ? "." : home.text)' or below it")
      return nil
    }
    if let start = visited.firstIndex(of: target.text) {
      let cycle = (visited[start...] + [target.text]).map { "'\($0)'" }.joined(separator: " → ")
      report(.extendsCycle, at: node, "a scenario cannot extend itself: \(cycle)", help: "remove one 'extends'")
      return nil
    }
    switch readFile(target.text) {
    case .failure(let finding):
      diagnostics.append(
        Diagnostic(
          finding.code, severity: finding.severity, message: finding.message, range: finding.range ?? node.range,
          labels: finding.labels, notes: finding.notes, help: finding.help))
      return nil
    case .success(let file):
      let document = YAMLReader.read(file)
      diagnostics += document.diagnostics
      guard let root = document.root else { return nil }
      guard root.kind == .mapping else {
        diagnostics.append(
          Diagnostic(
            .wrongKind, at: root, message: "an extended scenario needs a mapping, found \(root.words)",
            labels: [Label("extended here", at: node.range)]))
        return nil
      }
      return (root, target)
    }
  }

  private mutating func report(_ code: DiagnosticCode, at node: YAMLNode, _ message: String, help: String) {
    diagnostics.append(Diagnostic(code, at: node, message: message, help: help))
  }
}

/// A path taken apart, `.` and `..` resolved by name alone.
struct RelativePath: Hashable {
  private let isAbsolute: Bool
  /// Leading `..` of a relative path are kept.
  private let parts: [String]

  init(_ text: String) { self.init(isAbsolute: text.hasPrefix("/"), parts: RelativePath.split(text)) }

  private init(isAbsolute: Bool, parts: [String]) {
    var resolved: [String] = []
    for part in parts {
      if part == "..", let last = resolved.last, last != ".." {
        resolved.removeLast()
      } else if part != "." {
        resolved.append(part)
      }
    }
    self.isAbsolute = isAbsolute
    self.parts = resolved
  }

  var text: String { (isAbsolute ? "/" : "") + parts.joined(separator: "/") }
  var parent: RelativePath { RelativePath(isAbsolute: isAbsolute, parts: Array(parts.dropLast())) }

  /// nil for a text that names nothing.
  func appending(_ text: String) -> RelativePath? {
    let more = RelativePath.split(text)
    return more.isEmpty ? nil : RelativePath(isAbsolute: isAbsolute, parts: parts + more)
  }

  /// Whether the other path lies below this one.
  func contains(_ other: RelativePath) -> Bool {
    isAbsolute == other.isAbsolute && other.parts.count > parts.count && other.parts.starts(with: parts)
      && !other.parts.dropFirst(parts.count).contains("..")
  }

  private static func split(_ text: String) -> [String] { text.split(separator: "/").map(String.init) }
}
