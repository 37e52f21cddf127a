// For every field of the language a pair of scenarios that differ in that field alone.
import ScenarioModel
import ScenarioSyntax

/// Two scenarios, complete but for their first line, of which the second gives a field another value.
package struct FieldSample: Sendable, CustomStringConvertible {
  /// `roles.*.from`, `steps.atomic.old`, `workload.sleep.duration`.
  package let path: String
  package let without: String
  package let with: String
  package var description: String { path }

  /// Two scenarios with nothing in common but their first line.
  package init(_ path: String, _ without: String, _ with: String) { self.init(path, "", without, with) }

  /// - Parameter common: lines of both scenarios.
  package init(_ path: String, _ common: String, _ without: String, _ with: String) {
    self.path = path
    let heading = path == "scenario" ? "" : "scenario: t\n"
    self.without = heading + common + (common.isEmpty ? "" : "\n") + without
    self.with = heading + common + (common.isEmpty ? "" : "\n") + with
  }
}

/// Enumerates fields and makes samples of them.
package enum FieldSamples {
  /// Fields with one possible value only.
  package static let unobservable: Set<String> = ["queues.*.backend"]

  /// The paths of all fields in the table.
  package static func paths(_ table: LanguageTable) -> [String] {
    var paths: [String] = []
    func visit(_ type: FieldType, _ path: String) {
      switch type {
      case .object(let object):
        for field in object.fields { visit(field, path.isEmpty ? "" : path + ".") }
      case .mapping(_, let element, _, _): visit(element, path + ".*")
      case .list(.verbs(let verbs), _, _): visit(verbs, path)
      case .list(let element, _, _): visit(element, path)
      case .either(let types): for type in types { visit(type, path) }
      default: break
      }
    }
    func visit(_ field: Field, _ prefix: String) {
      paths.append(prefix + field.name)
      visit(field.type, prefix + field.name)
    }
    func visit(_ verbs: VerbType, _ path: String) {
      for verb in verbs.verbs {
        paths.append("\(path).\(verb.name)")
        for field in verb.fields.dropFirst() { paths.append("\(path).\(verb.name).\(field.name)") }
      }
    }
    func visit(_ variants: VariantType) {
      for variant in variants.variants {
        for field in variant.fields { paths.append("\(variants.name).\(variant.name).\(field.name)") }
      }
    }
    visit(.object(table.scenario), "")
    visit(table.steps, "steps")
    visit(table.workload)
    visit(table.strategy)
    return paths
  }

  /// Samples of the language's own fields and of everything in the catalog.
  /// - Parameter context: for a parameter that means something only beside others, those others: `distribution: uniform`.
  package static func all(catalog: Catalog, context: [String: String] = [:]) -> [FieldSample] {
    language + steps
      + catalog.workloads.flatMap { plugin("workload", "type", $0.name, $0.fields, context) }
      + catalog.executors.flatMap { plugin("strategy", "executor", $0.name, $0.fields, context) }
  }

  // MARK: Parameters

  private static func plugin(
    _ key: String, _ discriminator: String, _ name: String, _ fields: [Field], _ context: [String: String]
  ) -> [FieldSample] {
    fields.map { sample(of: $0, "\(key).\(name).\($0.name)", key, ["\(discriminator): \(name)"], fields, context) }
  }

  private static func sample(
    of field: Field, _ path: String, _ key: String, _ chosen: [String], _ fields: [Field], _ context: [String: String]
  ) -> FieldSample {
    let required = fields.filter { $0.isRequired && $0.name != field.name }
    let others = required.map { "\($0.name): \(values(of: $0)[0])" } + [context[path]].compactMap(\.self)
    func scenario(_ value: String?) -> String {
      let members = chosen + others + [value.map { "\(field.name): \($0)" }].compactMap(\.self)
      let declaration = "\(key): { \(members.joined(separator: ", ")) }"
      return key == "workload" ? declaration : "workload: noop\n" + declaration
    }
    let possible = values(of: field)
    return FieldSample(
      path, scenario(field.isRequired ? possible[1] : nil), scenario(possible[0]))
  }

  /// Values of a field other than its default, different from each other.
  private static func values(of field: Field) -> [String] {
    let generic: [String] =
      switch field.type {
      case .boolean: ["true", "false"]
      case .integer(let range): ["\(range.lowerBound)", "\(range.upperBound)"]
      case .number(let range): ["\(range.lowerBound)", "\(range.upperBound)"]
      case .choice(let choices): choices.map(\.value)
      case .list(.text, _, _): ["[one]", "[two]"]
      case .steps: ["[{ yield: }]", "[]"]
      case .text: ["one", "two"]
      default: []
      }
    return (field.examples + generic).filter { text in
      field.defaultValue.map { JSONValue(yaml: $0) != JSONValue(yaml: text) } ?? true
    }
  }
}
