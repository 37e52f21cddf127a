// What the parts of a file that could not be read may have said: so that a mistake is not reported as two.
import ScenarioSyntax

/// The names in unreadable parts of a file.
///
/// Whoever would report that something is *missing* asks here first: a name that stands in a part that could not be read
/// may have been declared, set or used there. Every other name is judged as usual, so that one mistake hides no other.
package struct UnreadNames: Sendable {
  private var words: Set<String> = []
  /// A part that declares shared things could not be read, and no name could be made out in it.
  package var couldDeclareAny = false
  /// The same of a part that sets locals or counts.
  package var couldSetAny = false
  /// The same of a part where names are used.
  package var couldUseAny = false
  package init() {}

  /// Whether the name may have been declared as something shared.
  package func mayDeclare(_ name: String) -> Bool { couldDeclareAny || words.contains(name) }
  /// Whether the name may have been given a value: declared, set or counted. One that is spelt almost like a known name
  /// is rather a slip than something that could not be read.
  package func mayGive(_ name: String, resembling known: String?) -> Bool {
    mayDeclare(name) || couldSetAny && known == nil
  }
  /// Whether the name may have been used: put into, released, waited for.
  package func mayUse(_ name: String) -> Bool { couldUseAny || words.contains(name) }

  /// Adds the names in a text.
  package mutating func note(_ text: String) {
    for word in UnreadNames.words(of: text) { words.insert(word) }
  }

  /// Adds the names in a node.
  package mutating func note(_ node: YAMLNode) { _ = noteAll(in: node) }

  /// Adds the names in a node that has a value of this type, or the possibility of any if there are none.
  package mutating func note(_ node: YAMLNode, as type: FieldType) {
    guard type.holdsNames, !noteAll(in: node) else { return }
    couldUseAny = true
    if type.setsNames { couldSetAny = true }
  }

  private mutating func noteAll(in node: YAMLNode) -> Bool {
    switch node.kind {
    case .scalar:
      let found = UnreadNames.words(of: node.text)
      words.formUnion(found)
      return !found.isEmpty
    case .sequence: return node.elements.reduce(false) { noteAll(in: $1) || $0 }
    case .mapping:
      return node.entries.reduce(false) { found, entry in
        let key = noteAll(in: entry.key)
        return noteAll(in: entry.value) || key || found
      }
    }
  }

  private static func words(of text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.filter { $0.first?.isNumber != true }
      .flatMap { [String($0)] + $0.split(separator: "-").map(String.init) }
  }
}

extension FieldType {
  /// Whether a value of this type can give values to names: locals, counters.
  fileprivate var setsNames: Bool {
    switch self {
    case .name, .mapping(.target, _, _, _), .verbs, .steps: true
    default: false
    }
  }

  /// Whether a value of this type can have names in it that are declared or used by it.
  fileprivate var holdsNames: Bool {
    switch self {
    case .name, .mapping, .object, .variants, .verbs, .steps, .any: true
    case .list(let element, _, _): element.holdsNames
    case .either(let types): types.contains(where: \.holdsNames)
    default: false
    }
  }
}
