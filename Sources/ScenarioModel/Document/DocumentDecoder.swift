// From a file's node tree to its document: the shape first, by the field table, then the parts, each in its own file.
import ScenarioSyntax

/// Decodes one scenario, for one combination of what it compares.
package struct DocumentDecoder {
  let catalog: Catalog
  /// What the shapes are decoded by.
  package let table: LanguageTable
  /// Everything found so far.
  package var diagnostics: [Diagnostic] = []
  /// The names in what could not be read so far.
  var unread = UnreadNames()

  package init(catalog: Catalog) {
    self.catalog = catalog
    table = ScenarioFields.table(catalog: catalog)
  }

  /// A document and the shape that it was made from.
  package struct Decoded: Sendable {
    /// Complete only if nothing was reported; else it is fit for looking for more mistakes, not for running.
    package var document: ScenarioDocument
    /// What was written, for rules about keys.
    package var shape: ShapeObject
  }

  /// Decodes a tree that has no variables left in it; nil if it is no mapping.
  package mutating func decode(_ root: YAMLNode) -> Decoded? {
    var shapes = ShapeDecoder(table: table)
    let shape = shapes.decode(scenario: root)
    diagnostics += shapes.diagnostics
    unread = shapes.unread
    guard let shape else { return nil }
    var document = ScenarioDocument(name: shape["scenario"]?.locatedText ?? Located(""))
    document.summary = shape["summary"]?.locatedText
    document.tags = shape["tags"]?.list?.compactMap(\.locatedText) ?? []
    document.shared = shared(shape)
    document.queues = queues(shape)
    document.roles = roles(shape)
    document.checks = shape["check"]?.list?.compactMap(\.verb).compactMap { check($0) } ?? []
    document.expectations = shape["expect"]?.list?.compactMap(\.raw).compactMap { expectation($0) } ?? []
    document.measure = measure(shape["measure"]?.object, expectations: document.expectations)
    document.unread = unread
    return Decoded(document: document, shape: shape)
  }

  // MARK: Texts

  /// The expression in a value; an unreadable one, which was reported, if there is none.
  mutating func expression(_ value: ShapeValue?, in place: SourceRange) -> Expression {
    let read = value?.raw.flatMap { ExpressionParser.parse(ScalarText($0), diagnostics: &diagnostics) }
    return read ?? Expression(.unreadable, range: value?.range ?? place)
  }

  private mutating func expectation(_ node: YAMLNode) -> ExpectationDeclaration? {
    ExpectationParser.parse(ScalarText(node), diagnostics: &diagnostics)
  }

  private mutating func check(_ verb: ShapeVerb) -> CheckDeclaration? {
    guard let operand = verb.operand, let node = operand.node else { return nil }
    let kind: CheckDeclaration.Kind
    switch verb.name {
    case "always", "finally", "eventually":
      let expression = expression(operand, in: node.range)
      kind =
        switch verb.name {
        case "always": .always(expression)
        case "finally": .finally(expression)
        default: .eventually(expression)
        }
    default:
      kind =
        switch operand.text {
        case "data_race": .neverDataRace
        case "starvation": .neverStarvation
        default: .neverDeadlock
        }
    }
    let text = verb.name == "never" ? "never \(node.text)" : node.text
    let fairness = verb.object["fairness"]?.text.flatMap(Fairness.init) ?? .weak
    let suffix = fairness == .weak ? "" : " (fairness: \(fairness.rawValue))"
    return CheckDeclaration(
      kind: kind, title: verb.object["name"]?.text ?? text + suffix, range: node.range, fairness: fairness)
  }

  private func measure(_ object: ShapeObject?, expectations: [ExpectationDeclaration]) -> MeasureDeclaration {
    var measure = MeasureDeclaration()
    if RaceRepetitions.cause(expectations) != nil { measure.repetitions = Located(RaceRepetitions.count) }
    guard let object else { return measure }
    if let warmup = object["warmup"]?.located(\.integer) { measure.warmup = warmup.map { Int($0) } }
    if let count = object["repeat"]?.located(\.integer) { measure.repetitions = count.map { Int($0) } }
    measure.duration = object["duration"]?.located(\.integer)
    if let timeout = object["timeout"]?.located(\.integer) { measure.timeout = timeout }
    measure.seed = object["seed"]?.located(\.integer)?.map { UInt64($0) }
    return measure
  }
}

extension ShapeValue {
  /// A part of the value together with its place.
  func located<Part: Sendable>(_ part: (ShapeValue) -> Part?) -> Located<Part>? {
    part(self).map { Located($0, at: range) }
  }
}
