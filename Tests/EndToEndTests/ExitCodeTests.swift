// Every exit code that a script may rely on, each by the shortest way to it.
import Support
import Testing

@Suite("The exit code")
struct ExitCodeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let code: Int32
    let scenario: String?
    let arguments: [String]
    var testDescription: String { "\(code): \(arguments.joined(separator: " "))" }

    init(_ code: Int32, _ scenario: String?, _ arguments: String...) {
      self.code = code
      self.scenario = scenario
      self.arguments = arguments
    }
  }

  static let cases = [
    Case(0, Samples.fine, "run", "s.yaml"),
    Case(1, Samples.surprising, "run", "s.yaml"),
    Case(2, Samples.undecided, "run", "s.yaml", "--workers", "2"),
    Case(3, Samples.slow, "run", "s.yaml"),
    Case(4, Samples.fine, "batch", ".", "--only", "nothing"),
    Case(4, Samples.fine, "batch", ".", "--tag", "bad"),
    Case(4, nil, "validate", "."),
    Case(64, nil, "rnu"),
    Case(64, nil, "run"),
    Case(64, Samples.fine, "run", "s.yaml", "--no-such-flag"),
    Case(64, Samples.fine, "run", "s.yaml", "--set", "nothing=1"),
    Case(64, Samples.fine, "run", "s.yaml", "--format", "xml"),
    Case(65, Samples.broken, "run", "s.yaml"),
    Case(65, Samples.broken, "validate", "s.yaml"),
    Case(65, Samples.broken, "plan", "s.yaml"),
    Case(66, nil, "run", "s.yaml"),
    Case(66, nil, "run", "."),
    Case(66, nil, "validate", "s.yaml"),
    Case(66, nil, "batch", "nowhere"),
    Case(69, Samples.unavailable, "run", "s.yaml"),
    Case(69, Samples.fine, "run", "s.yaml", "-s", "simulate"),
    Case(73, Samples.fine, "run", "s.yaml", "-o", "json=/dev/null"),
    Case(77, Samples.program, "run", "s.yaml"),
  ]

  @Test("is the one of the table", arguments: cases)
  func code(_ sample: Case) throws {
    let folder = try TemporaryFolder()
    if let scenario = sample.scenario { try folder.write("s.yaml", scenario) }
    var start = ProgramStart(sample.arguments)
    start.folder = folder.path
    let end = try RunningProgram(start).end()
    #expect(end.code == sample.code, "\(end.output)\n\(end.error)")
    #expect(folder.read("ran") == nil)
  }

  @Test("is in the help with what it means, for every code")
  func help() throws {
    let end = try Tool.run("--help")
    #expect(end.code == 0)
    for line in ["0  as expected", "3  a worker was lost or the run timed out", "77  needs a permission"] {
      #expect(end.output.contains(line))
    }
  }

  @Test("is in the language guide, for every code and in the same order of what is worse")
  func guide() throws {
    let help = try Tool.run("--help").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let guide = try #require(Project.text(of: "Documentation/language.md"))
    let order = try #require(help.firstMatch(of: /worst code counts: ([0-9, ]+)\./)?.output.1)
    #expect(guide.contains("in this order: \(order)."))
    let table = guide.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { $0.split(separator: "|").first }
    let listed = Set(table.joined(separator: ",").split { !$0.isNumber })
    let missing = Set(order.split { !$0.isNumber }).subtracting(listed)
    #expect(missing.isEmpty, "\(missing)")
  }

  @Test("of several files is the worst, whatever their order")
  func worst() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", Samples.surprising)
    try folder.write("b.yaml", Samples.broken)
    try folder.write("c.yaml", Samples.fine)
    #expect(try Tool.run("run", "a.yaml", "b.yaml", "c.yaml", in: folder).code == 65)
    #expect(try Tool.run("run", "c.yaml", "b.yaml", "a.yaml", in: folder).code == 65)
    #expect(try Tool.run("run", "c.yaml", "a.yaml", in: folder).code == 1)
    #expect(try Tool.run("run", "c.yaml", "c.yaml", in: folder).code == 0)
  }
}
