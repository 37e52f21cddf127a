// Roles, in the long form or the short one, with their workloads and strategies.
import ScenarioSyntax

extension DocumentDecoder {
  mutating func roles(_ shape: ShapeObject) -> [RoleDeclaration] {
    let fallback = strategy(shape["strategy"])
    if let entries = shape["roles"]?.entries {
      var roles: [RoleDeclaration] = []
      for entry in entries {
        let object = entry.value?.object ?? ShapeObject(isPartial: true)
        let own = object.has("strategy") ? strategy(object["strategy"]) : fallback
        roles.append(role(named: entry.name, object, strategy: own))
      }
      return roles
    }
    guard shape.has("workload") else { return [] }
    return [role(named: Located("main", at: shape.written["workload"]), shape, strategy: fallback)]
  }

  private mutating func role(
    named name: Located<String>, _ object: ShapeObject, strategy: StrategyDeclaration
  ) -> RoleDeclaration {
    var role = RoleDeclaration(name: name, workload: workload(object["workload"]), strategy: strategy)
    if let workers = object["workers"]?.located(workers) { role.workers = workers }
    role.tasks = object["tasks"]?.located(\.integer)?.map { Int($0) }
    role.items = object["items"]?.located(\.list)?.map { items in
      items.compactMap { $0.integer ?? $0.boolean.map { $0 ? 1 : 0 } }
    }
    role.rate = object["rate"]?.located { value in value.rate.map { [$0] } ?? value.list?.compactMap(\.rate) }
    if let arrivals: Located<RoleDeclaration.Arrivals> = object["arrivals"]?.choice() { role.arrivals = arrivals }
    if let collect: Located<RoleDeclaration.Collect> = object["collect"]?.choice() { role.collect = collect }
    role.from = names(object["from"])
    role.into = names(object["into"])
    return role
  }

  private func workers(_ value: ShapeValue) -> RoleDeclaration.Workers? {
    value.integer.map { .count(Int($0)) } ?? value.text.map { _ in .unbounded }
  }

  /// One name or a list of them.
  private func names(_ value: ShapeValue?) -> [Located<String>] {
    value?.list?.compactMap(\.locatedText) ?? value?.locatedText.map { [$0] } ?? []
  }

  private func strategy(_ value: ShapeValue?) -> StrategyDeclaration {
    guard let variant = value?.variant else { return StrategyDeclaration(executor: Located("serial")) }
    return StrategyDeclaration(executor: variant.name, options: parameters(variant.object))
  }

  /// What a workload that could not be read might have done.
  private mutating func missWorkload() {
    unread.couldSetAny = true
    unread.couldUseAny = true
  }

  /// A workload; without a usable type, one of no type.
  mutating func workload(_ value: ShapeValue?) -> WorkloadDeclaration {
    guard let variant = value?.variant else {
      missWorkload()
      return WorkloadDeclaration(type: Located(""))
    }
    var workload = WorkloadDeclaration(type: variant.name, parameters: parameters(variant.object))
    if variant.name.value == WorkloadDescriptor.steps.name { workload.steps = steps(variant.object["steps"]) }
    return workload
  }

  private func parameters(_ object: ShapeObject) -> [String: Located<ParameterValue>] {
    var result: [String: Located<ParameterValue>] = [:]
    for (name, value) in object.fields { result[name] = value.located(\.parameter) }
    return result
  }
}
