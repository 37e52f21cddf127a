// Lines of `expect`, right and wrong.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Expectations")
struct ExpectationParserTests {
  private func parse(_ text: String) -> (ExpectationDeclaration?, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let parsed = ExpectationParser.parse(ScalarText(YAMLNode(yaml: text)), diagnostics: &diagnostics)
    return (parsed, diagnostics)
  }

  struct Sample: Sendable, CustomTestStringConvertible {
    let text: String
    let measure: ExpectationDeclaration.Measure
    let comparison: ExpectationDeclaration.Comparison
    let bound: ExpectationDeclaration.Bound
    var testDescription: String { text }
    init(
      _ text: String, _ measure: ExpectationDeclaration.Measure, _ comparison: ExpectationDeclaration.Comparison,
      _ bound: ExpectationDeclaration.Bound
    ) {
      self.text = text
      self.measure = measure
      self.comparison = comparison
      self.bound = bound
    }
  }

  @Test(
    "are read with bounds in the unit of their measure",
    arguments: [
      Sample("verdict == violated", .verdict, .equal, .verdict(.violated)),
      Sample("time<1.5s", .time, .less, .number(1.5e9)),
      Sample("throughput >= 200/s", .throughput, .greaterOrEqual, .number(200)),
      Sample("throughput >= 120/m", .throughput, .greaterOrEqual, .number(2)),
      Sample("throughput >= 200", .throughput, .greaterOrEqual, .number(200)),
      Sample("speedup >= 1.6", .speedup, .greaterOrEqual, .number(1.6)),
      Sample("speedup > 2x", .speedup, .greater, .number(2)),
      Sample("efficiency >= 80%", .efficiency, .greaterOrEqual, .number(0.8)),
      Sample("p50 != 1ms", .percentile(50), .notEqual, .number(1e6)),
      Sample("p99.9 <= 500ms", .percentile(99.9), .lessOrEqual, .number(5e8)),
      Sample("max < 1s", .maximum, .less, .number(1e9)),
      Sample("cpu < 1m", .cpu, .less, .number(6e10)),
      Sample("memory < 64MiB", .memory, .less, .number(67_108_864)),
      Sample("paid <= 1", .named("paid", index: nil), .lessOrEqual, .integer(1)),
      Sample("balance == -600", .named("balance", index: nil), .equal, .integer(-600)),
      Sample("open == false", .named("open", index: nil), .equal, .boolean(false)),
      Sample("forks[12] == 1", .named("forks", index: 12), .equal, .integer(1)),
      Sample("pinf == 1", .named("pinf", index: nil), .equal, .integer(1)),
    ])
  func samples(_ sample: Sample) throws {
    let (parsed, diagnostics) = parse(sample.text)
    #expect(diagnostics.isEmpty)
    let expectation = try #require(parsed)
    #expect(expectation.measure == sample.measure)
    #expect(expectation.comparison == sample.comparison)
    #expect(expectation.bound == sample.bound)
    #expect(expectation.text == sample.text)
  }

  @Test("name the cells that they are for")
  func selectors() throws {
    let expectation = try #require(parse("speedup >= 1.6 for process, 2,thread , 4").0)
    #expect(expectation.executors.map(\.value) == ["process", "thread"])
    #expect(expectation.workers.map(\.value) == [2, 4])
    #expect(expectation.workers.first?.range?.start == SourcePosition(line: 1, column: 29))
  }

  @Test(
    "point at the word that is wrong",
    arguments: [
      ("verdict = ok", "1:9 S0361 '=' is no comparison"),
      ("verdict", "1:8 S0361 a comparison belongs after the measure"),
      ("verdict == vilated", "1:12 S0363 'vilated' is no verdict"),
      ("verdict < ok", "1:9 S0363 verdicts are compared by == and != only"),
      ("time < 5", "1:8 S0205 a duration needs a unit, found 5"),
      ("time < 5 s", "1:8 S0205 a duration needs a unit, found 5"),
      ("memory < 5kb", "1:10 S0206 'kb' is no unit of a size"),
      ("p100 < 5s", "1:1 S0362 a percentile lies between 0 and 100, 'p100' does not"),
      ("p0 < 5s", "1:1 S0362 a percentile lies between 0 and 100, 'p0' does not"),
      ("5 < 7", "1:1 S0362 '5' is neither a measure nor a name"),
      ("forks[a] == 1", "1:6 S0361 an index here is a whole number such as [0]"),
      ("paid <= lots", "1:9 S0363 a whole number, true or false belongs here, found 'lots'"),
      ("paid <= 1.5", "1:9 S0363 a whole number, true or false belongs here, found '1.5'"),
      ("speedup >= fast", "1:12 S0363 a number such as 1.6 belongs here, found 'fast'"),
      (
        "paid <= 1 and verdict == ok",
        "1:11 S0361 nothing but `for …` can follow the condition, found 'and verdict == ok'"
      ),
      ("paid <= 1 for", "1:14 S0361 an executor or a number of workers belongs after `for`"),
      ("paid <= 1 for process thread", "1:23 S0361 executors and numbers of workers are separated by commas"),
      ("paid <=", "1:8 S0361 a value belongs after the comparison"),
    ])
  func mistakes(_ text: String, _ finding: String) {
    #expect(parse(text).1.map(\.brief) == [finding])
  }
}
