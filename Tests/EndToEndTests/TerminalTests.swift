// What a person sees: colours, signs, width, and the live line.
import Support
import Testing

@Suite("On a terminal")
struct TerminalTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("surprising.yaml", Samples.surprising)
    try folder.write("broken.yaml", Samples.broken)
    try folder.write(
      "while.yaml",
      """
      scenario: while
      strategy: thread
      workload: { type: sleep, duration: 600ms }
      """)
  }

  @Test("there are colours, and elsewhere there are none")
  func colors() throws {
    #expect(try Tool.show("run", "surprising.yaml", in: folder).output.contains("\u{1B}[1"))
    #expect(try Tool.show("run", "broken.yaml", in: folder).output.contains("\u{1B}[1;31m"))
    let piped = try Tool.run("run", "surprising.yaml", in: folder)
    #expect(!piped.output.contains("\u{1B}"))
  }

  @Test("NO_COLOR and a dumb terminal take colours away", arguments: [("NO_COLOR", "1"), ("TERM", "dumb")])
  func noColors(_ variable: (name: String, value: String)) throws {
    for file in ["surprising.yaml", "broken.yaml"] {
      let end = try Tool.show("run", file, "--quiet", in: folder) { $0.environment[variable.name] = variable.value }
      #expect(!end.output.contains("\u{1B}"))
    }
  }

  @Test("an empty NO_COLOR means nothing")
  func emptyNoColor() throws {
    let end = try Tool.show("run", "broken.yaml", in: folder) { $0.environment["NO_COLOR"] = "" }
    #expect(end.output.contains("\u{1B}["))
  }

  @Test("a live line is drawn while a run goes on, and taken away after it")
  func liveLine() throws {
    let end = try Tool.show("run", "while.yaml", in: folder)
    let pictures = end.output.split(separator: "\r").filter { $0.contains("run 1/1") }
    #expect(pictures.count >= 2)
    #expect(end.output.contains("\r\u{1B}[K"))
    #expect(!end.output.contains("while: run 1/1"))
  }

  @Test("a dumb terminal gets lines instead, and with --quiet nobody gets anything")
  func noLiveLine() throws {
    let dumb = try Tool.show("run", "while.yaml", in: folder) { $0.environment["TERM"] = "dumb" }
    #expect(dumb.output.contains("while: run 1/1 ok in "))
    let quiet = try Tool.show("run", "while.yaml", "--quiet", in: folder)
    #expect(!quiet.output.contains("run 1/1"))
  }

  @Test("no line is wider than the terminal", arguments: [20, 33, 80] as [UInt16])
  func width(_ columns: UInt16) throws {
    for file in ["surprising.yaml", "while.yaml"] {
      let end = try Tool.show("run", file, columns: columns, in: folder) { $0.environment["NO_COLOR"] = "1" }
      let lines = end.output.replacing("\u{1B}[K", with: "").split(whereSeparator: { $0.isNewline || $0 == "\r" })
      #expect(lines.allSatisfy { $0.count <= Int(columns) }, "\(lines.filter { $0.count > Int(columns) })")
    }
  }

  @Test("COLUMNS says how wide a page is where there is no terminal")
  func columns() throws {
    let end = try Tool.run("run", "surprising.yaml", in: folder) { $0.environment["COLUMNS"] = "20" }
    #expect(end.output.split(separator: "\n").allSatisfy { $0.count <= 20 })
  }

  @Test("only ASCII is written in the C locale, or when there is none", arguments: ["C", "POSIX", nil])
  func ascii(_ locale: String?) throws {
    for arguments in [["run", "surprising.yaml"], ["run", "while.yaml"], ["plan", "while.yaml"], ["doctor"]] {
      let end = try Tool.started(arguments, in: folder) { $0.environment["LANG"] = .some(locale) }.end()
      let all = (end.output + end.error).unicodeScalars
      #expect(all.allSatisfy { $0.isASCII }, "\(all.filter { !$0.isASCII })")
    }
  }

  @Test("LC_ALL decides before LANG")
  func precedence() throws {
    let plain = try Tool.run("run", "surprising.yaml", in: folder) { $0.environment["LC_ALL"] = "C" }
    let rich = try Tool.run("run", "surprising.yaml", in: folder) {
      $0.environment["LANG"] = "C"
      $0.environment["LC_ALL"] = "de_DE.UTF-8"
    }
    #expect(plain.output.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(!rich.output.unicodeScalars.allSatisfy { $0.isASCII })
  }
}
