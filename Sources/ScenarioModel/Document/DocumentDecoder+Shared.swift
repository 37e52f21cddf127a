// What the workers share: state, locks, semaphores, conditions, barriers, queues.
import ScenarioSyntax

extension DocumentDecoder {
  func shared(_ shape: ShapeObject) -> SharedDeclarations {
    var shared = SharedDeclarations()
    shared.state = shape["state"]?.entries?.map(state) ?? []
    shared.locks = locks(shape["locks"])
    // A declaration with a bad value still declares its name: anything valid stands in for the value.
    shared.semaphores =
      shape["semaphores"]?.entries?.map {
        SemaphoreDeclaration(name: $0.name, permits: $0.value?.located(\.integer) ?? Located(1))
      } ?? []
    shared.conditions =
      shape["conditions"]?.entries?.compactMap { entry in
        entry.value?.locatedText.map { ConditionDeclaration(name: entry.name, lock: $0) }
      } ?? []
    shared.barriers =
      shape["barriers"]?.entries?.map {
        BarrierDeclaration(name: $0.name, parties: $0.value?.located(\.integer) ?? Located(1))
      } ?? []
    return shared
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

  private func locks(_ value: ShapeValue?) -> [LockDeclaration] {
    if let names = value?.list { return names.compactMap(\.locatedText).map { LockDeclaration(name: $0) } }
    return value?.entries?.map { entry in
      var lock = LockDeclaration(name: entry.name)
      if let object = entry.value?.object {
        lock.kind = object["kind"]?.text.flatMap(LockDeclaration.Kind.init) ?? .mutex
        lock.count = object["count"]?.integer.map { Int($0) }
      } else {
        lock.count = entry.value?.integer.map { Int($0) }
      }
      return lock
    } ?? []
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

extension ShapeValue {
  /// A choice as the enumeration that it stands for.
  func choice<Choice: RawRepresentable & Sendable>() -> Located<Choice>? where Choice.RawValue == String {
    located { $0.text.flatMap(Choice.init) }
  }
}
