// The decoder and the JSON Schema are two readings of one table: they must agree on what a scenario may look like.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Decoder and schema")
struct SchemaAgreementTests {
  /// Whether the decoder finds fault with the shape; nothing else counts here.
  private func refusal(_ document: JSONValue, _ table: LanguageTable) -> String? {
    let read = YAMLReader.read(SourceFile(name: "random", bytes: Array(document.text().utf8)))
    guard let root = read.root, read.diagnostics.isEmpty else {
      return "not read: \(read.diagnostics.map(\.brief))"
    }
    var decoder = ShapeDecoder(table: table)
    _ = decoder.decode(scenario: root)
    // A JSON Schema cannot say the range of a quantity with a unit.
    let findings = decoder.diagnostics.filter { $0.code != .quantityOutOfRange }
    return findings.first?.brief
  }

  @Test(
    "agree about random documents, right and wrong",
    .enabled(if: Python.hasSchemas, "needs python3 with the package jsonschema"))
  func agreement() throws {
    let seed = UInt64.random(in: 0 ... .max)
    let table = ScenarioFields.table(catalog: .test)
    var documents = RandomDocuments(table: table, seed: seed)
    let right = (0..<150).map { _ in documents.valid() }
    let mutants = (0..<450).map { _ in documents.mutated() }
    let verdicts = try Python.validate(right + mutants, against: JSONSchema.document(catalog: .test))
    var refused = 0
    for (document, verdict) in zip(right + mutants, verdicts) {
      let own = refusal(document, table)
      #expect(
        (own == nil) == (verdict == nil),
        "seed \(seed): decoder: \(own ?? "fine"); schema: \(verdict ?? "fine"); \(document.text())")
      if own != nil { refused += 1 }
    }
    for document in right { #expect(refusal(document, table) == nil, "seed \(seed): \(document.text())") }
    #expect(refused > 100, "seed \(seed): too few of the mutants are wrong to show anything")
  }

  @Test(
    "the schema takes variables wherever a value may be one",
    .enabled(if: Python.hasSchemas, "needs python3 with the package jsonschema"))
  func variables() throws {
    let texts = [
      "{ scenario: t, workload: '${w}', workers: '${n}', tags: ['${t}'], items: '${list}' }",
      "{ scenario: t, workload: { type: '${w}', anything: 1 }, measure: { timeout: '${n}ms', repeat: '${r}' } }",
      "{ scenario: t, workload: { type: steps, steps: ['${s}', { sleep: '${d}' }, { set: { a: '${e}' } }] } }",
      "{ scenario: t, workload: sleep, workers: '{n}' }", "{ scenario: t, workload: sleep, workers: '$n' }",
    ]
    let verdicts = try Python.validate(
      texts.map { JSONValue(yaml: $0) }, against: JSONSchema.document(catalog: .test))
    #expect(verdicts.map { $0 == nil } == [true, true, true, false, false])
  }
}
