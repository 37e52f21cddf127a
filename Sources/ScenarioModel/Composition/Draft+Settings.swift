// Setting a value at a path; what is missing on the way is made, and short forms are written out.
import ScenarioSyntax

extension Draft {
  /// The draft with a value at a path that has been resolved against the same table.
  func applying(_ setting: Setting, table: LanguageTable) -> Draft {
    isSameExecutor(setting) ? self : set(setting.path.names[...], setting.value, .object(table.scenario))
  }

  /// `--strategy thread` over `{ executor: thread, spawn: per_task }` changes nothing; over another executor it drops
  /// options that were meant for that one.
  private func isSameExecutor(_ setting: Setting) -> Bool {
    guard setting.path.names.last?.value == "strategy", setting.value.kind == .scalar,
      case .string(let executor) = setting.value.value
    else { return false }
    var draft: Draft? = self
    for name in setting.path.names { draft = draft?[name.value] }
    return draft?.entries != nil && draft?["executor"]?.node?.text == executor
  }

  private func set(_ names: ArraySlice<Located<String>>, _ value: YAMLNode, _ type: FieldType) -> Draft {
    guard let name = names.first else { return .node(value) }
    guard let range = name.range, var entries = self.writtenOut(type).entries else { return self }
    let next = type.part(name.value)
    if let index = entries.firstIndex(where: { $0.key.text == name.value }) {
      entries[index].value = entries[index].value.set(names.dropFirst(), value, next)
    } else {
      let empty = Draft.mapping([], range: value.range, definition: nil)
      let made = names.count == 1 ? .node(value) : empty.set(names.dropFirst(), value, next)
      entries.append(Entry(key: .scalar(name.value, range: range), value: made))
    }
    return with(entries)
  }

  /// `sleep` as `{ type: sleep }`, so that a parameter can be added.
  private func writtenOut(_ type: FieldType) -> Draft {
    guard let discriminator = type.discriminator, case .node(let node) = self, node.kind == .scalar else { return self }
    return .mapping(
      [Entry(key: .scalar(discriminator, range: node.range), value: self)], range: node.range,
      definition: node.definition)
  }
}

extension FieldType {
  /// The key that chooses a variant.
  fileprivate var discriminator: String? {
    switch self {
    case .variants(let type): type.discriminator
    case .either(let types): types.lazy.compactMap(\.discriminator).first
    default: nil
    }
  }

  /// The type of what stands under a key; `any` where nothing is known.
  fileprivate func part(_ name: String) -> FieldType {
    switch self {
    case .object(let object): return object[name]?.type ?? object.others ?? .any
    case .mapping(_, let element, _, _): return element
    case .variants(let type): return type.variants.lazy.compactMap { $0[name]?.type }.first ?? .any
    case .either(let types):
      for type in types {
        if case .any = type.part(name) { continue }
        return type.part(name)
      }
      return .any
    default: return .any
    }
  }
}
