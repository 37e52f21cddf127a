// What the workers share: state, locks, semaphores, conditions, barriers, queues.
import ScenarioSyntax

extension DocumentDecoder {
  mutating func shared(_ shape: ShapeObject) -> SharedDeclarations {
    for section in ["state", "locks", "semaphores", "conditions", "barriers", "queues"]
    where shape.has(section) && shape[section] == nil {
      unread.couldDeclareAny = true
    }
    var shared = SharedDeclarations()
    shared.state = wholeEntries(shape["state"]).map(state)
    shared.locks = locks(shape["locks"])
    // A declaration with a bad value still declares its name: anything valid stands in for the value.
    shared.semaphores =
      shape["semaphores"]?.entries?.map {
        SemaphoreDeclaration(name: $0.name, permits: $0.value?.located(\.integer) ?? Located(1))
      } ?? []
    shared.conditions =
      wholeEntries(shape["conditions"]).compactMap { entry in
        entry.value?.locatedText.map { ConditionDeclaration(name: entry.name, lock: $0) }
      }
    shared.barriers =
      shape["barriers"]?.entries?.map {
        BarrierDeclaration(name: $0.name, parties: $0.value?.located(\.integer) ?? Located(1))
      } ?? []
    return shared
  }

  /// The entries that say what their names stand for; the other names are noted as unread.
  private mutating func wholeEntries(_ section: ShapeValue?) -> [ShapeEntry] {
    let entries = section?.entries ?? []
    for entry in entries where !entry.isWhole { unread.note(entry.key.text) }
    return entries.filter(\.isWhole)
  }

  private func state(_ entry: ShapeEntry) -> StateDeclaration {
    func word(_ value: ShapeValue?) -> (kind: StateDeclaration.Kind, word: Int64) {
      if let truth = value?.boolean { return (.boolean, truth ? 1 : 0) }
      return (.integer, value?.integer ?? 0)
    }
    switch entry.value?.content {
    case .list(let elements):
      let words = elements.map(word)
      return StateDeclaration(
        name: entry.name, kind: words.first?.kind ?? .integer, isList: true, initial: words.map(\.word))
    case .object(let object):
      let element = word(object["value"])
      let count = Int(object["count"]?.integer ?? 1)
      return StateDeclaration(
        name: entry.name, kind: element.kind, isList: true, initial: Array(repeating: element.word, count: count))
    default:
      let single = word(entry.value)
      return StateDeclaration(name: entry.name, kind: single.kind, isList: false, initial: [single.word])
    }
  }

  private mutating func locks(_ value: ShapeValue?) -> [LockDeclaration] {
    if let names = value?.list { return names.compactMap(\.locatedText).map { LockDeclaration(name: $0) } }
    return wholeEntries(value).map { entry in
      var lock = LockDeclaration(name: entry.name)
      if let object = entry.value?.object {
        lock.kind = object["kind"]?.text.flatMap(LockDeclaration.Kind.init) ?? .mutex
        lock.count = object["count"]?.integer.map { Int($0) }
      } else {
        lock.count = entry.value?.integer.map { Int($0) }
      }
      return lock
    }
  }

  func queues(_ shape: ShapeObject) -> [QueueDeclaration] {
    shape["queues"]?.entries?.map { entry in
      let object = entry.value?.object
      return QueueDeclaration(
        name: entry.name, capacity: object?["capacity"]?.located(capacity) ?? Located(.unbounded),
        order: object?["order"]?.choice() ?? Located(.fifo), full: object?["full"]?.choice() ?? Located(.block),
        backend: object?["backend"]?.choice() ?? Located(.memory))
    } ?? []
  }

  private func capacity(_ value: ShapeValue) -> QueueDeclaration.Capacity? {
    value.integer.map { .bounded(Int($0)) } ?? value.text.map { _ in .unbounded }
  }
}

extension ShapeEntry {
  /// Whether all of its value could be read.
  fileprivate var isWhole: Bool {
    switch value?.content {
    case nil: false
    case .object(let object): !object.isPartial
    case .list(let elements): elements.count == value?.node?.count
    default: true
    }
  }
}

extension ShapeValue {
  /// A choice as the enumeration that it stands for.
  func choice<Choice: RawRepresentable & Sendable>() -> Located<Choice>? where Choice.RawValue == String {
    located { $0.text.flatMap(Choice.init) }
  }
}
