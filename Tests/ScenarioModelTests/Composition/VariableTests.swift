// `vars` and `${name}`.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Variables")
struct VariableTests {
  @Test("stand for whole values with their type, and for parts of text")
  func substitution() throws {
    let loaded = load(
      """
      scenario: t
      vars: { n: 3, unit: ms, words: [a, b], load: { type: sleep, duration: "${n}0${unit}" } }
      workload: ${load}
      workers: ${n}
      tasks: 1${n}
      tags: ${words}
      summary: "${n} ${unit} $${n} $n"
      """)
    #expect(loaded.findings == [])
    let document = try #require(loaded.cells.first?.document)
    #expect(document.roles[0].workers.value == .count(3))
    #expect(document.roles[0].tasks?.value == 13)
    #expect(document.roles[0].workload.parameters["duration"]?.value == .duration(30_000_000))
    #expect(document.tags.map(\.value) == ["a", "b"])
    #expect(document.summary?.value == "3 ms ${n} $n")
  }

  @Test("may be written inside brackets and braces, and quoted")
  func flow() {
    let loaded = load(
      "scenario: t\nvars: { n: 2, d: 8 }\nqueues: { q: { capacity: ${d} } }\nworkload: noop\nworkers: \"${n}\"\nitems: [${n}, ${d}]"
    )
    #expect(loaded.findings == [])
    #expect(loaded.cells[0].document.queues[0].capacity.value == .bounded(8))
    #expect(loaded.role?.items?.value == [2, 8])
    #expect(loaded.role?.workers.value == .count(2))
  }

  @Test("point at the use and at the definition when their value does not fit")
  func bothPlaces() throws {
    let loaded = load("scenario: t\nvars: { a: ${b}, b: [1] }\nworkload: noop\nworkers: ${a}")
    let finding = try #require(loaded.diagnostics.first)
    #expect(finding.brief == "4:10 S0203 'workers' needs a whole number or 'unbounded', found a list")
    let definition = try #require(finding.labels.last)
    #expect(definition.message == "the value comes from here")
    #expect(definition.range.start == SourcePosition(line: 2, column: 21))
  }

  @Test(
    "are refused where they cannot be",
    arguments: [
      ("workers: ${m}", "3:10 S0370 unknown variable 'm'"),
      ("summary: a ${m} b", "3:12 S0370 unknown variable 'm'"),
      ("summary: a ${list} b", "3:12 S0372 variable 'list' is a list and cannot be put into text"),
      ("summary: a ${ b", "3:12 S0373 '${' is not followed by a variable's name and '}'"),
    ])
  func refusals(_ line: String, _ finding: String) {
    let loaded = load(
      "scenario: t\nvars: { n: 1, list: [${n}] }\n\(line)\nworkload: noop\ntags: [a${n}]\nitems: ${list}")
    #expect(loaded.findings == [finding])
  }

  @Test("must not be made of themselves")
  func cycles() {
    let loaded = load("scenario: t\nvars: { a: ${b}, b: x${c}, c: ${a} }\nworkload: noop\nsummary: ${a}")
    #expect(loaded.findings == ["2:9 S0371 variable 'a' is made of itself: 'a' → 'b' → 'c' → 'a'"])
  }

  @Test("that nothing uses are noticed")
  func unused() {
    let loaded = load("scenario: t\nvars: { n: 1, x-m: 2 }\nworkload: noop\nsummary: ${x-m}")
    #expect(loaded.findings == ["2:9 S0375 variable 'n' is not used"])
    #expect(!loaded.hasErrors)
  }

  @Test("cannot grow without bounds")
  func bombs() {
    var lists = "scenario: t\nworkload: noop\nitems: ${v9}\nvars:\n  v0: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n"
    var texts = "scenario: t\nworkload: noop\nsummary: ${v20}\nvars:\n  v0: 1234567890\n"
    var depths = "scenario: t\nworkload: noop\nitems: ${v150}\nvars:\n  v0: 1\n"
    for level in 1...9 {
      lists += "  v\(level): [" + Array(repeating: "\"${v\(level - 1)}\"", count: 10).joined(separator: ", ") + "]\n"
    }
    for level in 1...20 { texts += "  v\(level): ${v\(level - 1)}${v\(level - 1)}\n" }
    for level in 1...150 { depths += "  v\(level): [\"${v\(level - 1)}\"]\n" }
    var chain = "scenario: t\nworkload: noop\ntasks: ${v9000}\nvars:\n  v0: 1\n"
    for level in 1...9000 { chain += "  v\(level): ${v\(level - 1)}\n" }
    for yaml in [lists, texts, depths, chain] {
      #expect(load(yaml).diagnostics.contains { $0.code == .expansionTooLarge })
    }
  }

  @Test("that are made of an unknown one are reported once, however often they are doubled")
  func doubledMistake() {
    var yaml = "scenario: t\nworkload: noop\nsummary: ${v40}\nvars:\n  v0: a${m}\n"
    for level in 1...40 { yaml += "  v\(level): ${v\(level - 1)}${v\(level - 1)}\n" }
    #expect(load(yaml).findings == ["5:8 S0370 unknown variable 'm'"])
  }

  @Test("leave expectations about what could not be read alone")
  func noFollowUps() {
    let loaded = load(
      "scenario: t\nworkload: { type: steps, steps: [{ count: \"${m}\" }] }\nexpect: [paid == 1]")
    #expect(loaded.findings == ["2:43 S0370 unknown variable 'm'"])
  }
}
