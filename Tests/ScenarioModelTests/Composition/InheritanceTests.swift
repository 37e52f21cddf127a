// `extends` starts from another file.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Extended files")
struct InheritanceTests {
  private let base = """
    scenario: base
    vars: { n: 2, d: 1s }
    workload: { type: sleep, duration: "${d}" }
    workers: ${n}
    tags: [a, b]
    measure: { repeat: 5, warmup: 1 }
    """

  @Test("are merged under: mappings merge, lists and scalars replace")
  func merging() throws {
    let loaded = load(
      "extends: lib/base.yaml\nscenario: child\nvars: { n: 4 }\ntags: [c]\nmeasure: { warmup: 0 }",
      files: ["dir/lib/base.yaml": base])
    #expect(loaded.findings == [])
    let document = try #require(loaded.cells.first?.document)
    #expect(document.name.value == "child")
    #expect(document.roles[0].workers.value == .count(4))
    #expect(document.tags.map(\.value) == ["c"])
    #expect(document.measure.repetitions.value == 5)
    #expect(document.measure.warmup.value == 0)
  }

  @Test("may extend others, relative to themselves")
  func chains() {
    let loaded = load(
      "extends: lib/middle.yaml\nscenario: child",
      files: ["dir/lib/middle.yaml": "extends: ../base.yaml\nvars: { n: 3 }", "dir/base.yaml": base])
    #expect(loaded.findings == [])
    #expect(loaded.role?.workers.value == .count(3))
  }

  @Test("keep their places in findings")
  func places() throws {
    let loaded = load("extends: base.yaml\nvars: { n: 0 }", files: ["dir/base.yaml": base])
    let finding = try #require(loaded.diagnostics.first)
    #expect(finding.range?.file.name == "dir/base.yaml")
    #expect(finding.brief == "4:10 S0204 'workers' must be at least 1, found 0")
    #expect(finding.labels.last?.range.file.name == "dir/test.yaml")
  }

  @Test(
    "are refused where they lead astray",
    arguments: [
      ("../base.yaml", "2:10 S0380 '../base.yaml' lies outside the directory of the scenario"),
      ("lib/../../base.yaml", "2:10 S0380 'lib/../../base.yaml' lies outside the directory of the scenario"),
      ("/etc/passwd", "2:10 S0380 '/etc/passwd' lies outside the directory of the scenario"),
      ("../dir/test.yaml", "2:10 S0381 a scenario cannot extend itself: 'dir/test.yaml' → 'dir/test.yaml'"),
      ("other.yaml", "2:10 S0110 there is no 'dir/other.yaml'"),
      ("list.yaml", "1:1 S0203 an extended scenario needs a mapping, found a list"),
      ("${x}", "2:10 S0380 'extends' is read before variables are put in"),
    ])
  func refusals(_ path: String, _ finding: String) {
    let loaded = load(
      "scenario: t\nextends: \(path)\nworkload: noop", files: ["dir/list.yaml": "[1]", "base.yaml": base])
    #expect(loaded.findings == [finding])
  }

  @Test("that cannot be read are all that is reported, not what they may hold")
  func noFollowUps() {
    let loaded = load("extends: none.yaml\nworkers: ${n}\nexpect: [paid == 1, time < 5]")
    #expect(
      loaded.findings == ["1:10 S0110 there is no 'dir/none.yaml'", "3:28 S0205 a duration needs a unit, found 5"])
  }

  @Test("must not extend each other")
  func cycles() {
    let loaded = load(
      "scenario: t\nextends: b.yaml\nworkload: noop",
      files: ["dir/b.yaml": "extends: c.yaml", "dir/c.yaml": "extends: ./b.yaml"])
    #expect(
      loaded.findings == ["1:10 S0381 a scenario cannot extend itself: 'dir/b.yaml' → 'dir/c.yaml' → 'dir/b.yaml'"])
  }
}
