// The field table as a page to read: every key, workload, executor and step, with defaults and examples.

/// Writes the reference page in Markdown.
package struct ReferencePage {
  private let table: LanguageTable
  private let catalog: Catalog
  private var text = ""

  /// The whole page; the same catalog always gives the same text.
  package static func markdown(catalog: Catalog) -> String {
    var page = ReferencePage(catalog: catalog)
    page.write()
    return page.text
  }

  private init(catalog: Catalog) {
    self.catalog = catalog
    table = ScenarioFields.table(catalog: catalog)
  }

  private mutating func write() {
    paragraph("# Reference")
    paragraph(
      """
      Every key of a scenario file, derived from the table that also decodes files and makes \
      `Schemas/scenario.schema.json`. To change this page, change the table and run the tests with `UPDATE_GOLDEN=1`.
      """)
    paragraph("## Top level")
    fields(table.scenario.fields)
    for object in objects(in: table.scenario) { section(object) }
    writeChecks()
    writeWorkloads()
    writeExecutors()
    writeSteps()
    writeUnits()
  }

  // MARK: Sections

  private mutating func section(_ object: ObjectType) {
    paragraph("### \(object.name.capitalisedFirst)")
    paragraph("\(object.summary).")
    fields(object.fields)
  }

  private mutating func writeChecks() {
    guard case .list(.verbs(let checks), _, _)? = table.scenario["check"]?.type else { return }
    paragraph("## Checks")
    paragraph("Each entry of `check` has one of these, and may have a `name`.")
    verbs(checks)
  }

  private mutating func writeWorkloads() {
    paragraph("## Workloads")
    paragraph("What one task does. A bare name has the defaults; `{ type: …, … }` sets parameters.")
    for workload in catalog.workloads {
      paragraph("### `\(workload.name)`")
      let needs = workload.needs.map { "`\($0.flag)`" }.sorted().joined(separator: ", ")
      paragraph(
        "\(workload.summary). Bound by \(workload.boundBy.words).\(needs.isEmpty ? "" : " Needs \(needs).")")
      if !workload.fields.isEmpty { fields(workload.fields) }
      for field in workload.fields {
        guard case .object(let object) = field.type else { continue }
        paragraph("Keys of `\(field.name)`: \(object.summary.lowercasedFirst).")
        fields(object.fields)
      }
    }
    unavailable(table.workload.unavailable)
  }

  private mutating func writeExecutors() {
    paragraph("## Executors")
    paragraph("Who runs the tasks. A bare name has the defaults; `{ executor: …, … }` sets options.")
    for executor in catalog.executors {
      paragraph("### `\(executor.name)`")
      paragraph(
        "\(executor.summary). A worker is \(executor.worker)."
          + (executor.allowsUnboundedWorkers ? " `workers: unbounded` is allowed." : ""))
      if !executor.fields.isEmpty { fields(executor.fields) }
    }
    unavailable(table.strategy.unavailable)
  }

  private mutating func writeSteps() {
    paragraph("## Steps")
    paragraph("What a `steps` workload is a list of: mappings with one verb each, and keys that go with it.")
    verbs(table.steps)
  }

  private mutating func writeUnits() {
    paragraph("## Units")
    row(["quantity", "units", "example"])
    row(["---", "---", "---"])
    for system in [UnitSystem.duration, .size, .rate, .share] {
      row([system.name, system.units.map { "`\($0.name)`" }.joined(separator: ", "), "`\(system.example)`"])
    }
  }

  private mutating func unavailable(_ names: [String]) {
    guard !names.isEmpty else { return }
    paragraph("Reserved, not available in this version: " + names.map { "`\($0)`" }.joined(separator: ", ") + ".")
  }

  // MARK: Tables

  private mutating func fields(_ fields: [Field]) {
    row(["key", "value", "default", "meaning", "example"])
    row(["---", "---", "---", "---", "---"])
    for field in fields { row(cells(field)) }
    text += "\n"
  }

  private mutating func verbs(_ type: VerbType) {
    row(["verb", "value", "meaning", "example", "goes with it"])
    row(["---", "---", "---", "---", "---"])
    for verb in type.verbs {
      guard let operand = verb[verb.name] else { continue }
      let companions = verb.fields.dropFirst().map { field in
        "`\(field.name)`\(field.isRequired ? "" : " (optional)"): \(field.summary.lowercasedFirst)"
      }
      row([
        "`\(verb.name)`", operand.type.reference, verb.summary,
        operand.examples.map { "`\(verb.name): \($0)`" }.joined(separator: "<br>"),
        companions.joined(separator: "<br>"),
      ])
    }
    text += "\n"
  }

  private func cells(_ field: Field) -> [String] {
    var meaning = field.summary
    if case .choice(let choices) = field.type {
      meaning += ": " + choices.map { "`\($0.value)` \($0.summary)" }.joined(separator: "; ")
    }
    return [
      "`\(field.name)`", field.type.reference,
      field.isRequired ? "required" : field.defaultValue.map { "`\($0)`" } ?? "", meaning,
      field.examples.map { "`\($0)`" }.joined(separator: "<br>"),
    ]
  }

  private mutating func row(_ cells: [String]) {
    text += "| " + cells.map { $0.replacingBars }.joined(separator: " | ") + " |\n"
  }

  private mutating func paragraph(_ line: String) {
    if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
    text += line + "\n\n"
  }

  /// The objects that stand below another, outermost first, each once.
  private func objects(in root: ObjectType) -> [ObjectType] {
    var found: [ObjectType] = []
    func visit(_ type: FieldType) {
      switch type {
      case .object(let object):
        guard !found.contains(where: { $0.name == object.name }) else { return }
        found.append(object)
        for field in object.fields { visit(field.type) }
      case .mapping(_, let element, _, _), .list(let element, _, _): visit(element)
      case .either(let types): types.forEach(visit)
      default: break
      }
    }
    for field in root.fields { visit(field.type) }
    return found
  }
}

extension FieldType {
  /// What the reference page says may stand there.
  fileprivate var reference: String {
    switch self {
    case .integer(let range):
      FieldType.bounds(range).map { "whole number, \($0)" } ?? "whole number"
    case .number(let range) where range.upperBound == .greatestFiniteMagnitude && range.lowerBound == -range.upperBound:
      "number"
    case .number(let range): "number, \(range.lowerBound.shortest) to \(range.upperBound.shortest)"
    case .duration(let range):
      "duration, \(UnitSystem.duration.write(range.lowerBound)) to \(UnitSystem.duration.write(range.upperBound))"
    case .size(let range):
      "size, \(UnitSystem.size.write(range.lowerBound)) to \(UnitSystem.size.write(range.upperBound))"
    case .rate: "rate"
    case .share: "share, 0% to 100%"
    case .name: "name"
    case .boolean: "`true` or `false`"
    case .choice(let choices): FieldType.join(choices.map { "`\($0.value)`" })
    case .list(let element, _, _): "list of: \(element.reference)"
    case .mapping(_, let element, _, _): "mapping of names to: \(element.reference)"
    case .object(let object): object.name
    case .variants(let type): type.name
    case .verbs(let type): type.name
    case .either(let types): types.map(\.reference).joined(separator: "; or ")
    case .steps: "list of steps"
    case .expectation: "expectation"
    case .expression: "expression"
    case .nothing: "nothing"
    case .text: "text"
    case .any: "anything"
    }
  }

  private static func bounds(_ range: ClosedRange<Int64>) -> String? {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): nil
    case (let low, .max): "at least \(low)"
    case (let low, let high): "\(low) to \(high)"
    }
  }
}

extension String {
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// Bars would end a cell of a table.
  fileprivate var replacingBars: String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
