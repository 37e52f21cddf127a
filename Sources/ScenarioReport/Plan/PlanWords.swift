// How a plan names roles, queues, numbers of tasks and places.
import ScenarioModel
import ScenarioSyntax

enum PlanWords {
  static func workers(_ role: GraphRole) -> String {
    switch role.workers {
    case .count(let count): "\(count)"
    case .unbounded: "unbounded"
    }
  }

  /// `500`, `8 items`, `200/s for 10 s`, `one per item of raw, small`.
  static func tasks(_ role: GraphRole, _ graph: ExecutionGraph) -> String {
    switch role.source {
    case .count(let count): Quantity.count(Int64(count))
    case .items(let items): Quantity.counted(Int64(items.count), "item")
    case .open(let profile, let arrivals):
      profile.rates.map(Quantity.rate).joined(separator: " to ") + " for \(Quantity.duration(profile.duration))"
        + (arrivals == .poisson ? ", poisson" : "")
    case .queues(let queues): "one per item of \(queueNames(queues, graph))"
    }
  }

  static func queueNames(_ queues: [Int], _ graph: ExecutionGraph) -> String {
    queues.map { graph.queues[$0].name }.joined(separator: ", ")
  }

  static func roleNames(_ roles: [Int], _ graph: ExecutionGraph) -> String {
    roles.map { graph.roles[$0].name }.joined(separator: ", ")
  }

  static func capacity(_ queue: GraphQueue) -> String {
    switch queue.capacity {
    case .bounded(0): "0 (rendezvous)"
    case .bounded(let capacity): Quantity.count(Int64(capacity))
    case .unbounded: "unbounded"
    }
  }

  /// `thread`, `thread (spawn per_task)`: the executor with its options.
  static func executor(_ role: GraphRole) -> String {
    guard !role.options.isEmpty else { return role.executor }
    let options = role.options.sorted { $0.key < $1.key }.map { "\($0.key) \(value($0.value))" }
    return "\(role.executor) (\(options.joined(separator: ", ")))"
  }

  static func value(_ value: ParameterValue) -> String {
    switch value {
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): Quantity.plainRatio(value)
    case .text(let value): value
    case .duration(let value): Quantity.duration(value)
    case .size(let value): Quantity.size(value)
    case .rate(let value): Quantity.rate(value)
    case .list(let values): "[\(values.map(PlanWords.value).joined(separator: ", "))]"
    case .mapping(let values):
      "{\(values.sorted { $0.key < $1.key }.map { "\($0.key): \(PlanWords.value($0.value))" }.joined(separator: ", "))}"
    }
  }

  /// Where a value comes from, in a few words.
  static func source(_ origin: ValueOrigin) -> String {
    let used = place(origin.range)
    switch origin.source {
    case .standard: return "default"
    case .expectation(let text):
      return "default, for '\(text)'" + (used.map { " at \($0)" } ?? "") + " looks for a race"
    case .file: return used ?? "the file"
    case .extendedFile(let name): return "extended file \(used ?? name)"
    case .variable(let name):
      return "variable '\(name)'" + (place(origin.definition).map { " from \($0)" } ?? "")
    case .comparison: return "comparison" + (used.map { " at \($0)" } ?? "")
    case .flag(let flag): return "flag \(flag)"
    }
  }

  /// `image.yaml:12:9`
  static func place(_ range: SourceRange?) -> String? { range.map { "\($0.file.name):\($0.start)" } }
}
