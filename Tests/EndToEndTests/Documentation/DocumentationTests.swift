// What the documentation shows is what happens: examples are valid and run, lines to type work, links lead somewhere.
import ScenarioSyntax
import Support
import Testing

@Suite("The documentation")
struct DocumentationTests {
  private static let yamlBlocks = MarkdownDocument.all.flatMap(\.blocks).filter { $0.info.hasPrefix("yaml") }

  @Test("has examples that are whole scenarios, and others that say they are fragments", arguments: yamlBlocks)
  func kinds(_ block: MarkdownDocument.Block) {
    let read = YAMLReader.read(SourceFile(name: "\(block)", bytes: Array(block.text.utf8)))
    #expect(read.diagnostics.map(\.brief) == [])
    let isWhole = read.root.map { $0.kind == .mapping && $0.entries.contains { $0.key.text == "scenario" } } ?? false
    #expect(block.info == (isWhole ? "yaml" : "yaml fragment"))
  }

  @Test(
    "has scenarios that are valid and end as they say they do", arguments: yamlBlocks.filter { $0.info == "yaml" })
  func scenarios(_ block: MarkdownDocument.Block) throws {
    let folder = try TemporaryFolder()
    if block.text.contains("type: python"), Python.executable == nil {
      print("skipped: \(block) needs python3, which is not installed")
      return
    }
    try folder.write("example.yaml", block.text)
    #expect(try Tool.run("validate", "example.yaml", in: folder).output.hasPrefix("example.yaml: valid\n"))
    let end = try DocumentationTests.best { try Tool.run("run", "example.yaml", "--allow-exec", in: folder) }
    #expect(end.code == 0, "\(end.output)\(end.error)")
  }

  /// The first of up to three runs that ends as expected. A race may fail to show while the machine keeps one of its workers
  /// from running for long enough, but hardly three times in a row.
  private static func best(_ run: () throws -> ProgramEnd) throws -> ProgramEnd {
    for _ in 0..<2 {
      let end = try run()
      if end.code == 0 { return end }
    }
    return try run()
  }

  private static let shellLines = MarkdownDocument.all.flatMap(\.shellLines).map(\.text).filter {
    $0.hasPrefix("scenario ")
  }

  @Test("has lines to type that do what they say", arguments: shellLines)
  func commands(_ line: String) throws {
    if line.contains("python3") || line.contains("--allow-exec"), Python.executable == nil {
      print("skipped: '\(line)' needs python3, which is not installed")
      return
    }
    let end = try DocumentationTests.best { try ShellLine.run(ShellLine.bounded(line)) }
    // How fast something is cannot be told on a machine that is busy with something else.
    let isUndecided = end.code == 2 && line.hasPrefix("scenario batch")
    #expect(end.code == 0 || isUndecided, "\(end.output)\(end.error)")
  }

  @Test("shows files of the project as they are")
  func files() throws {
    let mark = "<!-- file: "
    var shown = 0
    for page in MarkdownDocument.all {
      for (index, line) in page.lines.enumerated() where line.hasPrefix(mark) {
        let path = String(line.dropFirst(mark.count).prefix { $0 != " " })
        let block = try #require(
          page.blocks.first { $0.line == index + 3 }, "\(page.path):\(index + 1): no code follows")
        #expect(block.text == Project.text(of: path), "\(block): is not \(path)")
        shown += 1
      }
    }
    #expect(shown > 0)
  }

  @Test("names targets that the Makefile has")
  func targets() throws {
    let makefile = try #require(Project.text(of: "Makefile"))
    let targets = Set(makefile.split(separator: "\n").compactMap { $0.firstMatch(of: #/^([a-z-]+):/#)?.1 })
    var named = 0
    for page in MarkdownDocument.all {
      for (number, text) in page.shellLines + page.codeSpans {
        // `UPDATE_GOLDEN=1 make test`, too.
        guard let words = text.firstMatch(of: #/^(?:[A-Z_]+=\S+ )*make ([a-z-]+)/#) else { continue }
        #expect(targets.contains(words.1), "\(page.path):\(number): there is no target '\(words.1)'")
        named += 1
      }
    }
    #expect(named > 0)
  }

  @Test("has a table of all commands")
  func commandTable() throws {
    let readme = try #require(MarkdownDocument.all.first { $0.path == "README.md" })
    let rows = readme.prose.map(\.text).drop { $0 != "## Commands" }.filter { $0.hasPrefix("| `") }
    let named = rows.compactMap { $0.dropFirst(3).split { $0 == " " || $0 == "`" }.first.map(String.init) }
    let help = try Tool.run("help").output.split(separator: "\n", omittingEmptySubsequences: false)
    let listed = help.drop { !$0.hasPrefix("SUBCOMMANDS") }.dropFirst().prefix { !$0.isEmpty }
    let commands = listed.compactMap { $0.firstMatch(of: #/^  ([a-z]+)/#).map { String($0.1) } }
    #expect(Set(named) == Set(commands))
  }

  @Test("has links that lead to files of the project")
  func links() {
    for page in MarkdownDocument.all {
      let folder = page.path.lastIndex(of: "/").map { String(page.path[...$0]) } ?? ""
      for (number, target) in page.links where !target.contains("://") {
        let file = target.prefix { $0 != "#" }
        #expect(file.isEmpty || Project.exists(folder + file), "\(page.path):\(number): \(target)")
      }
    }
  }

  @Test("shows reports as they are, but for times and sizes; a run of the lesson makes the block anew")
  func reports() throws {
    let mark = "<!-- report: "
    var shown = 0
    for page in MarkdownDocument.all {
      for (index, line) in page.lines.enumerated() where line.hasPrefix(mark) {
        let path = line.dropFirst(mark.count).prefix { $0 != " " }
        let block = try #require(
          page.blocks.first { $0.line > index + 1 && $0.line <= index + 4 && $0.info == "text" },
          "\(page.path):\(index + 1): no report follows")
        let fresh = try DocumentationTests.best { try ShellLine.run("scenario run \(path)") }
        #expect(fresh.code == 0, "\(fresh.error)")
        #expect(
          ReportMask.lines(of: block.text) == ReportMask.lines(of: fresh.output),
          "\(block): the report has changed:\n\(fresh.output)")
        #expect(block.lines.allSatisfy { $0.count <= 80 } && !block.text.contains("debug build"))
        shown += 1
      }
    }
    #expect(shown > 0)
  }
}
