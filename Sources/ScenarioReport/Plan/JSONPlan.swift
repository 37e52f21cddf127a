// A plan for programs.
import ScenarioModel
import ScenarioSyntax

package enum JSONPlan: PlanForm {
  package static let name = "json"
  package static let summary = "everything, for programs"
  /// Changes when a reader of the old form could misread the new one.
  package static let schema = "scenario-plan/1"

  package static func render(_ plan: ScenarioPlan, _ options: PlanOptions) -> String {
    value(plan, origins: options.origins).text(pretty: true) + "\n"
  }

  /// The plan as a JSON value; keys are sorted when it is written.
  package static func value(_ plan: ScenarioPlan, origins: Bool) -> JSONValue {
    var object: [String: JSONValue] = [
      "schema": .string(schema), "scenario": .string(plan.scenario),
      "summary": plan.summary.map { .string($0) } ?? .null, "path": .string(plan.path),
      "runs": .int(Int64(plan.runs)), "cells": .array(plan.cells.map(cell)),
      "permissions": .array(plan.needs.map(\.value)),
    ]
    if origins { object["origins"] = .array(plan.origins.map(origin)) }
    return .object(object)
  }

  private static func cell(_ cell: ScenarioPlan.Cell) -> JSONValue {
    let measure = cell.graph.measure
    return .object([
      "label": .string(cell.label),
      "parameters": .object(
        Dictionary(
          cell.parameters.map { ($0.path, JSONValue.string($0.value)) }, uniquingKeysWith: { first, _ in first })),
      "warmup": .int(Int64(cell.warmups)), "repeat": .int(Int64(cell.repetitions)),
      "timeout_ns": .int(measure.timeout.value), "duration_ns": measure.duration.map { .int($0.value) } ?? .null,
      // A string: seeds are 64-bit and unsigned.
      "seed": measure.seed.map { .string("\($0.value)") } ?? .null,
      "roles": .array(cell.graph.roles.map { role($0, cell.graph) }),
      "queues": .array(cell.graph.queues.map { queue($0, cell.graph) }),
      "checks": .array(
        cell.graph.checks.map { .object(["kind": .string($0.kind.rawValue), "title": .string($0.title)]) }),
    ])
  }

  private static func role(_ role: GraphRole, _ graph: ExecutionGraph) -> JSONValue {
    var object: [String: JSONValue] = [
      "name": .string(role.name), "workload": .string(role.workload), "executor": .string(role.executor),
      "options": .object(role.options.mapValues(parameter)), "collect": .string(role.collect.rawValue),
      "into": .array(role.into.map { .string(graph.queues[$0].name) }), "from": .array([]), "tasks": .null,
    ]
    if case .count(let count) = role.workers {
      object["workers"] = .int(Int64(count))
    } else {
      object["workers"] = .string("unbounded")
    }
    switch role.source {
    case .count(let count): object["tasks"] = .int(Int64(count))
    case .items(let items):
      object["tasks"] = .int(Int64(items.count))
      object["items"] = .array(items.map { .int($0) })
    case .open(let profile, let arrivals):
      object["arrivals"] = .object([
        "per_second": .array(profile.rates.map { .double($0) }), "kind": .string(arrivals.rawValue),
        "duration_ns": .int(profile.duration),
      ])
    case .queues(let queues): object["from"] = .array(queues.map { .string(graph.queues[$0].name) })
    }
    return .object(object)
  }

  private static func queue(_ queue: GraphQueue, _ graph: ExecutionGraph) -> JSONValue {
    var capacity = JSONValue.null
    if case .bounded(let count) = queue.capacity { capacity = .int(Int64(count)) }
    return .object([
      "name": .string(queue.name), "capacity": capacity, "order": .string(queue.order.rawValue),
      "full": .string(queue.full.rawValue), "backend": .string(queue.backend.rawValue),
      "producers": .array(queue.producers.map { .string(graph.roles[$0].name) }),
      "consumers": .array(queue.consumers.map { .string(graph.roles[$0].name) }),
    ])
  }

  private static func parameter(_ value: ParameterValue) -> JSONValue {
    switch value {
    case .boolean(let value): .bool(value)
    case .integer(let value), .duration(let value), .size(let value): .int(value)
    case .number(let value), .rate(let value): .double(value)
    case .text(let value): .string(value)
    case .list(let values): .array(values.map(parameter))
    case .mapping(let values): .object(values.mapValues(parameter))
    }
  }

  private static func origin(_ origin: ValueOrigin) -> JSONValue {
    let (kind, name): (String, String?) =
      switch origin.source {
      case .standard: ("default", nil)
      case .expectation(let text): ("default", text)
      case .file: ("file", nil)
      case .extendedFile(let name): ("extended_file", name)
      case .variable(let name): ("variable", name)
      case .comparison: ("comparison", nil)
      case .flag(let flag): ("flag", flag)
      }
    return .object([
      "path": .string(origin.path), "value": .string(origin.value), "from": .string(kind),
      "name": name.map { .string($0) } ?? .null,
      "place": PlanWords.place(origin.range).map { .string($0) } ?? .null,
      "definition": PlanWords.place(origin.definition).map { .string($0) } ?? .null,
    ])
  }
}

extension PermissionNeed {
  /// As plans and validations encode it.
  package var value: JSONValue {
    .object([
      "permission": .string(permission.kind.rawValue), "subject": .string(permission.subject),
      "flag": .string(permission.flag), "workload": .string(workload),
      "place": PlanWords.place(range).map { .string($0) } ?? .null,
    ])
  }
}
