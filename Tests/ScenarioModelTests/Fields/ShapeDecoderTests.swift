// What the shape decoder says about values that do not fit.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("The shape decoder")
struct ShapeDecoderTests {
  /// A text, and what is said about it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let yaml: String
    let findings: [String]
    var help: String?
    var testDescription: String { yaml }
    init(_ yaml: String, _ findings: String..., help: String? = nil) {
      self.yaml = yaml
      self.findings = findings
      self.help = help
    }
  }

  private func check(_ mistake: Mistake) {
    let heading = "scenario: test\nworkload: noop\n"
    let yaml = mistake.yaml.contains("scenario:") ? mistake.yaml : heading + mistake.yaml
    let found = decode(yaml).diagnostics
    #expect(found.map(\.brief) == mistake.findings)
    if let help = mistake.help { #expect(found.first?.help == help) }
  }

  @Test(
    "names unknown keys and the nearest known one",
    arguments: [
      Mistake("worker: 2", "3:1 S0201 unknown key 'worker' in the scenario", help: "did you mean 'workers'?"),
      Mistake(
        "capacity: 2", "3:1 S0201 unknown key 'capacity' in the scenario", help: "'capacity' is a key of a queue"),
      Mistake(
        "measure: { repeats: 2, wramup: 1 }", "3:12 S0201 unknown key 'repeats' in 'measure'",
        "3:24 S0201 unknown key 'wramup' in 'measure'", help: "did you mean 'repeat'?"),
      Mistake(
        "scenario: a\nworkload: { type: sleep, durration: 1s }",
        "2:26 S0201 unknown key 'durration' in workload 'sleep'", help: "did you mean 'duration'?"),
      Mistake(
        "scenario: a\nworkload: { type: steps, steps: [{ set: { a: 1 }, too: b }] }",
        "2:51 S0201 unknown key 'too' in a 'set' step"),
      Mistake("x-anything: [1]"),
    ])
  func unknownKeys(_ mistake: Mistake) { check(mistake) }

  @Test(
    "says which required key is missing",
    arguments: [
      Mistake("workload: noop\n# no scenario: here", "1:1 S0202 the scenario needs 'scenario': the scenario's name"),
      Mistake(
        "scenario: a\nworkload: exec", "2:11 S0202 workload 'exec' needs 'command': program and arguments",
        help: "for example `command: [echo, hello]`"),
      Mistake("scenario: a\nworkload: { duration: 1s }", "2:13 S0202 'workload' needs 'type'"),
      Mistake(
        "scenario: a\nworkload: { type: steps, steps: [{ while: true }] }",
        "2:36 S0202 a 'while' step needs 'do': the steps inside"),
      Mistake(
        "scenario: a\nworkload: { type: steps, steps: [sleep] }",
        "2:34 S0202 a 'sleep' step needs 'sleep': lets time pass without the CPU", help: "for example `sleep: 100ms`"),
    ])
  func missingKeys(_ mistake: Mistake) { check(mistake) }

  @Test(
    "says what a key needs and what was found",
    arguments: [
      Mistake("measure: { timeout: [1] }", "3:21 S0203 'timeout' needs a duration such as 100ms, found a list"),
      Mistake("measure: 5", "3:10 S0203 'measure' needs a mapping, found 5"),
      Mistake("tags: race", "3:7 S0203 'tags' needs a list, found 'race'", help: "write [race]"),
      Mistake("workers: [1]", "3:10 S0203 'workers' needs a whole number or 'unbounded', found a list"),
      Mistake("workers: 1.5", "3:10 S0203 'workers' needs a whole number, found 1.5"),
      Mistake("summary:", "3:9 S0203 'summary' needs text, found nothing"),
      Mistake(
        "tasks: 1_000", "3:8 S0203 'tasks' needs a whole number, found '1_000'",
        help: "write numbers without separators: 1000"),
      Mistake("[scenario: 1]", "1:1 S0203 the scenario needs a mapping, found a list"),
    ])
  func wrongKinds(_ mistake: Mistake) { check(mistake) }

  @Test(
    "holds numbers and quantities to their ranges",
    arguments: [
      Mistake("workers: 0", "3:10 S0204 'workers' must be at least 1, found 0"),
      Mistake("measure: { repeat: 0 }", "3:20 S0204 'repeat' must be at least 1, found 0"),
      Mistake(
        "tasks: 99999999999999999999", "3:8 S0204 'tasks' must be at most 1000000000000, found 99999999999999999999"),
      Mistake("measure: { timeout: 90h }", "3:21 S0214 'timeout' must be at most 24h, found 90h"),
      Mistake("rate: 0/s", "3:7 S0214 'rate' must be more than 0/s, found 0/s"),
      Mistake("tasks: 1e3"),
    ])
  func ranges(_ mistake: Mistake) { check(mistake) }

  @Test(
    "asks for units and knows the usual slips",
    arguments: [
      Mistake("measure: { timeout: 5 }", "3:21 S0205 'timeout' needs a unit, found 5", help: "write 5ms, 5s, 5m"),
      Mistake("measure: { timeout: \"5\" }", "3:21 S0205 'timeout' needs a unit, found 5"),
      Mistake(
        "measure: { timeout: 5 sec }", "3:21 S0206 'timeout' needs a duration such as 100ms, found '5 sec'",
        help: "did you mean '5s'?"),
      Mistake(
        "measure: { timeout: 5minutes }", "3:21 S0206 'timeout' needs a duration such as 100ms, found '5minutes'",
        help: "did you mean '5m'?"),
      Mistake("measure: { timeout: -5s }", "3:21 S0203 'timeout' needs a duration such as 100ms, found '-5s'"),
      Mistake(
        "scenario: a\nworkload: { type: sleep, chunk: 4kb }",
        "2:33 S0206 'chunk' needs a size such as 4KiB, found '4kb'", help: "did you mean '4KB'?"),
      Mistake("measure: { timeout: 1.5s }"),
    ])
  func units(_ mistake: Mistake) { check(mistake) }

  @Test(
    "tells quoted values from real ones",
    arguments: [
      Mistake(
        "workers: \"2\"", "3:10 S0207 'workers' needs a whole number, found text in quotes",
        help: "write 2 without quotes"),
      Mistake(
        "scenario: a\nworkload: { type: sleep, sync: \"true\" }",
        "2:32 S0207 'sync' needs true or false, found text in quotes"),
      Mistake(
        "scenario: a\nworkload: { type: sleep, sync: yes }", "2:32 S0207 'sync' needs true or false, found 'yes'",
        help: "write true"),
    ])
  func quotes(_ mistake: Mistake) { check(mistake) }

  @Test(
    "suggests the word that was meant",
    arguments: [
      Mistake(
        "queues: { q: { order: fifi } }", "3:23 S0208 'order' needs 'fifo', 'lifo' or 'priority', found 'fifi'",
        help: "did you mean 'fifo'?"),
      Mistake(
        "workers: unbouned", "3:10 S0208 'workers' needs 'unbounded', found 'unbouned'",
        help: "did you mean 'unbounded'?"),
      Mistake("scenario: a\nworkload: slep", "2:11 S0213 unknown workload 'slep'", help: "did you mean 'sleep'?"),
      Mistake("strategy: threads", "3:11 S0213 unknown executor 'threads'", help: "did you mean 'thread'?"),
      Mistake("scenario: a\nworkload: http", "2:11 S0501 workload 'http' is not available in this version"),
      Mistake("strategy: { executor: simulate }", "3:23 S0502 executor 'simulate' is not available in this version"),
      Mistake("scenario: Bank Race\nworkload: noop", "1:11 S0209 'Bank Race' cannot be a name here"),
      Mistake("state: { 2fast: 1 }", "3:10 S0209 '2fast' cannot be a name here"),
    ])
  func words(_ mistake: Mistake) { check(mistake) }

  @Test(
    "wants one verb a step",
    arguments: [
      Mistake(
        "scenario: a\nworkload: { type: steps, steps: [{ slep: 1s }] }", "2:36 S0210 unknown step 'slep'",
        help: "did you mean 'sleep'?"),
      Mistake(
        "scenario: a\nworkload: { type: steps, steps: [{ then: [] }] }", "2:36 S0210 a step without a verb",
        help: "'then' goes with 'if'"),
      Mistake(
        "scenario: a\nworkload: { type: steps, steps: [{ set: { a: 1 }, count: b }] }",
        "2:51 S0211 a step has one verb, found 'set' and 'count'"),
      Mistake("check: [{ alwys: true }]", "3:11 S0210 unknown check 'alwys'", help: "did you mean 'always'?"),
      Mistake("scenario: a\nworkload: { type: steps, steps: [yield, { yield: }] }"),
    ])
  func verbs(_ mistake: Mistake) { check(mistake) }

  @Test(
    "counts entries",
    arguments: [
      Mistake("compare: { workers: [] }", "3:21 S0212 'workers' needs at least 1 element, found none"),
      Mistake(
        "scenario: a\nworkload: { type: steps, steps: [{ cas: { a: [1] } }] }",
        "2:46 S0212 'a' needs exactly 2 elements, found 1"),
      Mistake(
        "scenario: a\nworkload: { type: steps, steps: [{ put: { a: 1, b: 2 } }] }",
        "2:41 S0212 'put' needs exactly 1 entry, found 2"),
    ])
  func counts(_ mistake: Mistake) { check(mistake) }

  @Test("goes on after mistakes and reports them all")
  func reportsAll() {
    let found = decode(
      """
      scenario: A
      summary: [x]
      workers: 0
      wokload: noop
      queues: { q: { full: never } }
      """)
    #expect(found.diagnostics.map(\.code.id) == ["S0209", "S0203", "S0204", "S0201", "S0208"])
  }

  @Test("every default and example in the table is valid where it stands")
  func defaultsAndExamples() {
    var checked = 0
    func visit(_ fields: [Field]) {
      for field in fields {
        for text in field.examples + (field.defaultValue.map { [$0] } ?? []) {
          var decoder = ShapeDecoder(table: ScenarioFields.table(catalog: .test))
          let value = decoder.decode(YAMLNode(yaml: text), as: field.type, called: field.name)
          #expect(decoder.diagnostics.map(\.brief) == [], "\(field.name): \(text)")
          #expect(value != nil)
          checked += 1
        }
        visit(field.type)
      }
    }
    func visit(_ type: FieldType) {
      switch type {
      case .object(let object): visit(object.fields)
      case .mapping(_, let element, _, _), .list(let element, _, _): visit(element)
      case .either(let types): types.forEach(visit)
      case .verbs(let type): type.verbs.forEach { visit($0.fields) }
      case .variants(let type): type.variants.forEach { visit($0.fields) }
      default: break
      }
    }
    let table = ScenarioFields.table(catalog: .test)
    visit(table.scenario.fields)
    visit(.verbs(table.steps))
    #expect(checked > 100)
  }
}
