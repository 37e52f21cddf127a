// Each house rule finds what breaks it, where it is broken, and nothing else.
import Testing

@Suite("House rules")
struct HouseRuleTests {
  /// A file, and the lines where a rule is broken.
  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let text: String
    let lines: [Int]
    var testDescription: String { "\(path): \(text.split(separator: "\n").joined(separator: " ").prefix(60))" }
    init(_ text: String, in path: String = "Sources/ScenarioModel/A.swift", _ lines: Int...) {
      self.path = path
      self.text = text
      self.lines = lines
    }
  }

  private func check(_ rule: HouseRule, _ example: Case) {
    let found = rule.breaches(SourceText(path: example.path, text: example.text))
    #expect(found.map(\.line) == example.lines, "\(found)")
  }

  private static func lines(_ count: Int) -> String { String(repeating: "x\n", count: count) }

  @Test(
    "500 lines are a file, 501 are too many; data may be longer",
    arguments: [
      Case(lines(500)), Case(lines(500) + "x", 501), Case(lines(501), in: "Benchmarks/a.py", 501),
      Case(lines(501), in: "Schemas/a.json"),
    ])
  func fileSize(_ example: Case) { check(.fileSize, example) }

  @Test(
    "70 lines are a function, 71 are too many, whatever the braces in strings and arguments",
    arguments: [
      Case("func f() {\n" + lines(68) + "}"), Case("func f() {\n" + lines(69) + "}", 1),
      Case("struct S {\n\n  init(a: Int = { 1 }()) {\n\(lines(69))  }\n}", 3),
      Case("var x: Int {\n  get {\n\(lines(70))  }\n}", 1), Case("struct S {\n" + lines(100) + "}"),
      Case("func f(\n  a: Int\n) async throws -> Int\nwhere T: P {\n" + lines(66) + "}", 1),
      Case("func f() { print(\"{{{\", #\"\"{\"#, /* { /* { */ */ 1) } // {\n" + lines(80)),
      Case("func f() {\n  g(\"\\(h { \"}\" }) {\")\n" + lines(20) + "}\nenum E {\n" + lines(60) + "}"),
      Case("func f() {\n  let t = \"\"\"\n    } \" }\n    \"\"\"\n" + lines(66) + "}", 1),
      Case("protocol P {\n  func f()\n  var x: Int { get }\n}\nextension E {\n" + lines(90) + "}"),
      Case("func f() {\n  func g() {\n" + lines(80) + "  }\n}", 1),
      Case("extension E {\n  static let all = [\n" + lines(90) + "  ].map { $0 }\n}", 2),
      Case("func f() {\n  self.init()\n}\nstruct S {\n  // func {\n" + lines(90) + "}"),
    ])
  func functionSize(_ example: Case) { check(.functionSize, example) }

  @Test(
    "a file without a purpose is found",
    arguments: [
      Case("// What a run is.\nimport A"), Case("import A\n// What a run is.", 1), Case("//\n// Run.swift\n", 1),
      Case("/// A documented thing comes first.\nstruct S {}", 1), Case("", 1), Case("# Notes", in: "README.md"),
    ])
  func purpose(_ example: Case) { check(.purpose, example) }

  @Test(
    "an import against the table is found",
    arguments: [
      Case("import ScenarioSyntax\nimport Foundation", 2), Case("import ScenarioEngine", 1),
      Case("// import Glibc\nlet a = \"import Glibc\""), Case("@preconcurrency internal import struct Glibc.stat", 1),
      Case("#if canImport(Glibc)\n  import Glibc\n#endif", 2),
      Case("import ScenarioSyntax", in: "Sources/ScenarioSyntax/A.swift", 1),
      Case("import CLibYAML", in: "Sources/ScenarioSyntax/YAML/YAMLComposer.swift", 1),
      Case("import CLibYAML", in: "Sources/ScenarioSyntax/YAML/YAMLParser.swift"),
      Case("import Glibc\nimport CLibYAML", in: "Sources/ScenarioSyntax/Source/SourceOpener.swift", 2),
      Case("import ScenarioModel\nimport ScenarioSyntax", in: "Sources/ScenarioReport/A.swift"),
      Case("import ScenarioEngine\nimport Glibc", in: "Sources/ScenarioReport/A.swift", 1, 2),
      Case("import Glibc\nimport CPlatform\nimport Dispatch", in: "Sources/ScenarioEngine/Runtime/Clock.swift"),
      Case("import Glibc", in: "Sources/ScenarioEngine/Workloads/Prime.swift", 1),
      Case("import ScenarioReport", in: "Sources/ScenarioEngine/Runner/Runner.swift", 1),
      Case("import ArgumentParser", in: "Sources/ScenarioEngine/Runner/Runner.swift", 1),
      Case("import ArgumentParser\nimport Darwin", in: "Sources/ScenarioCommand/Commands/Run.swift", 2),
      Case("import ScenarioModel", in: "Sources/Elsewhere/A.swift", 1),
      Case("import Foundation", in: "Tests/Support/A.swift"),
    ])
  func imports(_ example: Case) { check(.imports, example) }

  @Test(
    "state that is global and can change is found",
    arguments: [
      Case("struct S {\n  static var a = 1\n  var b = 2\n  static var c: Int { 3 }\n}", 2),
      Case("var a: [Int] = []\nlet b = 1\nvar c: Int { 1 }\nfunc f() {\n  var d = 1\n}", 1),
      Case("private nonisolated(unsafe) var a = 1", 1), Case("static private(set) var a: Int?", 1),
      Case("enum E {\n  static var a = 1 {\n    didSet { f() }\n  }\n}", 2),
      Case("enum E {\n  static var a: Int = { 1 }()\n  static var b: Int {\n    1\n  }\n}", 2),
      Case("enum E {\n  static var a: Int\n  {\n    willSet { f() }\n  }\n}", 2),
      Case("let a = Mutex(1)\nenum E {\n  static let b = Atomic<Int>(0)\n  let c = Mutex(1)\n}", 1, 3),
      Case("nonisolated(unsafe) let a = f()\nstatic let b: UnsafeMutablePointer<Int> = f()", 1, 2),
      Case("// static var a = 1\nlet text = \"static var b = 1\"\nstatic func var1() {}"),
      Case("var a = 1", in: "Tests/Support/A.swift"), Case("@TaskLocal private static var a: Int?"),
    ])
  func globalState(_ example: Case) { check(.globalState, example) }

  @Test(
    "printing outside of the program is found",
    arguments: [
      Case("print(1)\n  debugPrint(a)\n// print(1)\nlet a = \"print(1)\"", 1, 2), Case("f(dump(x))", 1),
      Case("reporter.print(1)\nfingerprint(1)\nlet print = 1"),
      Case("print(1)", in: "Sources/ScenarioCommand/Console.swift"),
    ])
  func printing(_ example: Case) { check(.printing, example) }

  @Test(
    "time and chance outside of the engine are found",
    arguments: [
      Case("let now = ContinuousClock.now", 1), Case("let a = Int.random(in: 0..<9)\nlist.shuffled()", 1, 2),
      Case("let a = Int.random(in: 0..<9, using: &draws)\nlist.shuffled(using: &draws)"),
      Case("Task { await f() }", in: "Sources/ScenarioCommand/A.swift", 1),
      Case("UInt64.random(in: 1...9)", in: "Sources/ScenarioEngine/Runner/FreshSeed.swift"),
    ])
  func timeAndChance(_ example: Case) { check(.timeAndChance, example) }

  @Test(
    "what is public outside of the library for others is found",
    arguments: [
      Case("public struct A {}\npackage struct B {}\n// public\nlet a = \"a public thing\"", 1),
      Case("open class A {}\nlet open = f()\nguard let open = open else { return }", 1),
      Case("public struct A {}", in: "Sources/ScenarioKit/A.swift"),
      Case("public struct A {}", in: "Examples/swift/A.swift"),
    ])
  func publicSurface(_ example: Case) { check(.publicSurface, example) }

  @Test(
    "words from outside of the project are found in any file",
    arguments: [
      Case("see /wor" + "k/main", in: "README.md", 1), Case("a\ncd /wor" + "k && ls", in: "Makefile", 2),
      Case("#/definitions/workload and /workers and a framework/works", in: "a.json"),
      Case("--scratch-path /tmp/" + "b-main", in: "a.sh", 1), Case("/tmp/build", in: "a.sh"),
      Case("read shared" + "/design/a.md", in: "a.md", 1), Case("unshared" + "/a", in: "a.md"),
      Case("a\nlook into the tool " + "library", in: "a.md", 2),
      Case("fixes issue" + " #12\nissue" + " 3\nissues are welcome", in: "a.md", 1, 2),
      Case("by session" + " 7\na session of two", in: "a.md", 1),
      Case("cp /opt/shared" + "/env .\nmake", in: ".ci/run"),
      Case("cp /opt/shared" + "/env .\ncp shared" + "/b .", in: ".ci/run", 1, 2),
    ])
  func outsideWords(_ example: Case) { check(.outsideWords, example) }

  @Test("what is no code is blanked out, and every line stays where it is")
  func mask() {
    let text =
      "a /* b\n /* c */ d */ e // f\n\"g\\\"h \\(i(\"j\")) k\" l #\"m \\(n) \" \\#(o) p\"# q\n\"\"\"\n r \" s\n\"\"\" t"
    let words = SwiftMask.mask(text).split { $0 == " " }.joined()
    #expect(words == "a\ne\nlq\n\n\nt")
  }
}
