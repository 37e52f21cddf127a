// `roles.shrink.workers`: a path to a value, checked against the field table and the file.
import ScenarioSyntax

/// A path as written, each of its names with its place.
package struct FieldPath: Sendable {
  /// From the top level down.
  package var names: [Located<String>]
  /// As written.
  package var text: String
  /// The whole path.
  package var range: SourceRange

  /// Splits at the dots.
  init(_ text: ScalarText) {
    self.text = text.text(0..<text.bytes.count)
    range = text.range(0..<text.bytes.count)
    var start = 0
    names = text.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { part in
      defer { start += part.count + 1 }
      return Located(String(decoding: part, as: UTF8.self), at: text.range(start..<start + part.count))
    }
  }

  init(names: [String], at range: SourceRange) {
    self.names = names.map { Located($0, at: range) }
    text = names.joined(separator: ".")
    self.range = range
  }

  /// What it stands for, so that two ways to write one path are equal: a variable's name alone is `vars.NAME`, and
  /// `strategy.executor` is `strategy`.
  func canonical(variables: Set<String>) -> [String] {
    var path = names.map(\.value)
    if path.count == 1, variables.contains(path[0]) { path.insert("vars", at: 0) }
    if path.count > 1, path.suffix(2) == ["strategy", "executor"] || path.suffix(2) == ["workload", "type"] {
      path.removeLast()
    }
    return path
  }
}

/// Looks paths up.
struct PathResolver {
  let table: LanguageTable
  /// The file's tree, extended files merged in.
  let root: Draft

  var variables: Set<String> { Set(root["vars"]?.entries?.map(\.key.text) ?? []) }

  /// The path with `vars` in front if it is a variable's name alone; or what is wrong with it.
  func resolve(_ path: FieldPath) -> Result<FieldPath, Diagnostic> {
    if path.names.count == 1, variables.contains(path.text) {
      var full = path
      full.names.insert(Located("vars", at: path.range), at: 0)
      return .success(full)
    }
    var type = FieldType.object(table.scenario)
    var draft: Draft? = root
    for (position, name) in path.names.enumerated() {
      let place = path.names[..<position].map(\.value).joined(separator: ".")
      switch descend(type, draft, to: name.value) {
      case .found(let next): type = next
      case .unknown(let known):
        return .failure(unknown(name, in: place, known: position == 0 ? known + variables.sorted() : known))
      case .noParts:
        return .failure(
          Diagnostic(
            .unknownPath, message: "'\(place)' has no parts that can be set one by one", range: name.range,
            help: "set '\(place)' as a whole"))
      }
      draft = draft?[name.value]
    }
    return .success(path)
  }

  private enum Descent {
    case found(FieldType)
    case unknown([String])
    case noParts
  }

  private func descend(_ type: FieldType, _ draft: Draft?, to name: String) -> Descent {
    switch type {
    case .object(let object):
      if object.others != nil { return .noParts }
      if let field = object[name] { return .found(field.type) }
      return .unknown(object.fields.map(\.name))
    case .variants(let type):
      if name == type.discriminator { return .found(.text) }
      let fields = type.variants.flatMap(\.fields)
      if let field = fields.first(where: { $0.name == name }) { return .found(field.type) }
      return .unknown([type.discriminator] + fields.map(\.name))
    case .mapping(_, let element, _, _):
      let known = draft?.entries?.map(\.key.text) ?? []
      return known.contains(name) ? .found(element) : .unknown(known)
    case .either(let types):
      // The first of them that has parts at all decides.
      for type in types {
        let descent = descend(type, draft, to: name)
        if case .noParts = descent { continue }
        return descent
      }
      return .noParts
    default: return .noParts
    }
  }

  private func unknown(_ name: Located<String>, in place: String, known: [String]) -> Diagnostic {
    let nearest = Spelling.nearest(to: name.value, among: known)
    let list = known.prefix(12).joined(separator: ", ")
    return Diagnostic(
      .unknownPath,
      message: place.isEmpty
        ? "'\(name.value.shortened)' is neither a variable nor a key of the scenario"
        : "there is no '\(name.value.shortened)' in '\(place)'",
      range: name.range,
      labels: name.range.map { [Label("not known", at: $0)] } ?? [],
      help: nearest.map { "did you mean '\($0)'?" } ?? (known.isEmpty ? nil : "known here: \(list)"))
  }
}
