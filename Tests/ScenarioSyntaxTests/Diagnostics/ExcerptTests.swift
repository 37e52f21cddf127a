// Where the caret stands, and how lines are cut.

import ScenarioSyntax
import Support
import Testing

@Suite("excerpts")
struct ExcerptTests {
  /// The source line and the line of carets for a text with one mark.
  private func excerpt(_ marked: String, width: Int = 60) -> (source: String, carets: String) {
    let text = MarkedText(marked)
    let file = SourceFile(name: "a", bytes: Array(text.text.utf8))
    let range = SourceRange(file: file, lower: text.ranges[0].lowerBound, upper: text.ranges[0].upperBound)
    let lines = ExcerptRenderer(width: width).render([Diagnostic(.yamlSyntax, message: "m", range: range)])
      .split(separator: "\n", omittingEmptySubsequences: false).map { String($0.dropFirst(5)) }
    return (lines[3], lines[4])
  }

  @Test(
    "the caret stands under the cells of what is meant",
    arguments: [
      ("abc ⟦def⟧ ghi", 4, 3), ("⟦a⟧", 0, 1), ("a⟦⟧", 1, 1), ("\t⟦x⟧", 4, 1), ("ab\t⟦x⟧", 4, 1), ("a⟦\t⟧b", 1, 3),
      ("两次⟦取款⟧", 4, 4), ("👩‍👩‍👧⟦x⟧", 2, 1), ("❤️⟦x⟧", 2, 1), ("e\u{301}⟦x⟧", 1, 1), ("ｆｕｌｌ⟦x⟧", 8, 1),
      ("한글⟦x⟧", 4, 1), ("🇩🇪⟦x⟧", 2, 1), ("a\u{200B}⟦x⟧", 1, 1), ("\u{1B}[31m⟦x⟧", 5, 1),
    ] as [(String, Int, Int)])
  func caret(marked: String, indent: Int, length: Int) {
    let expected = String(repeating: " ", count: indent) + String(repeating: "^", count: length)
    #expect(excerpt(marked).carets == expected)
  }

  @Test("no line is wider than the terminal, and the mark stays visible", arguments: [20, 40, 80])
  func width(width: Int) {
    for before in [0, 3, 10, 50, 500, 5_000] {
      for after in [0, 3, 50, 500] {
        let padding = { (count: Int) in String(repeating: "两 ", count: count / 2) + (count % 2 == 0 ? "" : "x") }
        let (source, carets) = excerpt(padding(before) + "⟦MARK⟧" + padding(after), width: width)
        #expect(CellWidth.of(source) + 5 <= width, "\(before), \(after)")
        let cut = source.ranges(of: "MARK").first.map { CellWidth.of(String(source[..<$0.lowerBound])) }
        #expect(cut == carets.prefix { $0 == " " }.count, "\(before), \(after): \(source)")
      }
    }
  }

  @Test("sentences are broken in a narrow terminal, and words wider than it cut", arguments: [20, 30, 59])
  func narrowSentences(width: Int) {
    let file = SourceFile(name: "a/path/that/is/longer/than/the/terminal.yaml", bytes: Array("key: value\n".utf8))
    let range = SourceRange(file: file, lower: 5, upper: 10)
    let message = "'measure.repeat' must be at least one, found avaluewithoutanyspacesthatisquitelong"
    let finding = Diagnostic(
      .yamlSyntax, message: message, range: range, labels: [Label("far too small for it", at: range)],
      notes: ["what was meant is said elsewhere"], help: message)
    let text = ExcerptRenderer(width: width).render([finding])
    for line in text.split(separator: "\n") { #expect(CellWidth.of(String(line)) <= width, "\(line)") }
    let letters = { (text: String) in text.filter { $0.isLetter } }
    #expect(letters(text).contains(letters(message)))
    #expect(ExcerptRenderer(width: 60).render([finding]).contains(message + "\n"))
  }

  @Test("a range over lines shows the first and the last")
  func lines() {
    let text = MarkedText("a: ⟦{\n  b: 1,\n  c: 2,\n  d: 3\n}⟧\n")
    let file = SourceFile(name: "a", bytes: Array(text.text.utf8))
    let range = SourceRange(file: file, lower: text.ranges[0].lowerBound, upper: text.ranges[0].upperBound)
    let finding = Diagnostic(.yamlSyntax, message: "m", range: range, labels: [Label("all of it", at: range)])
    #expect(
      ExcerptRenderer().render([finding]) == """
        error[S0149]: m
          --> a:1:4
           |
         1 | a: {
           |    ^
         ...
         5 | }
           | ^ all of it

        """)
  }

  @Test("a label in another file is shown with that file's name")
  func otherFile() {
    let one = SourceFile(name: "one.yaml", bytes: Array("a: ${x}\n".utf8))
    let other = SourceFile(name: "other.yaml", bytes: Array("vars:\n  x: bad\n".utf8))
    let finding = Diagnostic(
      .yamlSyntax, message: "m", range: SourceRange(file: one, lower: 3, upper: 7),
      labels: [Label("defined here", at: SourceRange(file: other, lower: 11, upper: 14))], notes: ["n"], help: "h")
    #expect(
      ExcerptRenderer().render([finding]) == """
        error[S0149]: m
          --> one.yaml:1:4
           |
         1 | a: ${x}
           |    ^^^^
          ::: other.yaml:2:6
           |
         2 |   x: bad
           |      --- defined here
           = note: n
           = help: h

        """)
  }

  @Test("colour changes nothing but the colour")
  func color() {
    let file = SourceFile(name: "a", bytes: Array("a: b: c\n".utf8))
    let findings = YAMLReader.read(file).diagnostics
    let colored = ExcerptRenderer(color: true).render(findings)
    #expect(colored.contains("\u{1B}[1;31m"))
    #expect(colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "") == ExcerptRenderer().render(findings))
  }

  @Test("GitHub's commands cannot be broken by what a text contains")
  func gitHub() {
    let file = SourceFile(name: "a,b:c%.yaml", bytes: Array("x".utf8))
    let finding = Diagnostic(
      .yamlSyntax, severity: .warning, message: "100%\r\n::error::x", range: SourceRange(file: file, lower: 0, upper: 1)
    )
    #expect(
      GitHubRenderer().render([finding])
        == "::warning file=a%2Cb%3Ac%25.yaml,line=1,col=1,endLine=1,endColumn=2,title=S0149 yaml-syntax"
        + "::100%25%0D%0A::error::x\n")
  }
}
