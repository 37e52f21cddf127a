// Lines, columns and ranges of a text.

import ScenarioSyntax
import Support
import Testing

@Suite("places in a text")
struct SourceTests {
  private func file(_ text: String) -> SourceFile { SourceFile(name: "a.yaml", bytes: Array(text.utf8)) }

  @Test("lines end at LF, CRLF and CR, and at nothing else")
  func lines() {
    let file = file("a\nbb\r\nccc\rd\u{85}\u{2028}e\n")
    #expect(file.lineCount == 5)
    #expect((1...5).map { file.text(in: file.line($0)) } == ["a", "bb", "ccc", "d\u{85}\u{2028}e", ""])
    #expect(file.position(of: 2) == SourcePosition(line: 2, column: 1))
    #expect(file.position(of: file.bytes.count) == SourcePosition(line: 5, column: 1))
  }

  @Test("columns count characters, however many bytes or code points they are")
  func columns() {
    let marked = MarkedText("é👩‍👩‍👧e\u{301}⟦x⟧")
    let position = file(marked.text).position(of: marked.ranges[0].lowerBound)
    #expect(position == SourcePosition(line: 1, column: 4))
  }

  @Test("a byte order mark belongs to no line")
  func byteOrderMark() {
    let file = file("\u{FEFF}ab")
    #expect(file.position(of: 0) == SourcePosition(line: 1, column: 1))
    #expect(file.position(of: 4) == SourcePosition(line: 1, column: 2))
    #expect(file.text(in: file.line(1)) == "ab")
  }

  @Test("offsets and lines outside the text give its nearest end")
  func outside() {
    let file = file("ab\nc")
    #expect(file.position(of: -5) == SourcePosition(line: 1, column: 1))
    #expect(file.position(of: 99) == SourcePosition(line: 2, column: 2))
    #expect(file.line(0) == 0..<2)
    #expect(file.line(9) == 3..<4)
    #expect(SourceRange(file: file, lower: 3, upper: 99).text == "c")
    #expect(SourceRange(file: file, lower: 2, upper: 1).isEmpty)
  }

  @Test("an empty text has one empty line")
  func empty() {
    #expect(file("").lineCount == 1)
    #expect(file("").position(of: 0) == SourcePosition(line: 1, column: 1))
  }

  @Test("a part of a range counts from its start and stays inside")
  func part() {
    let range = SourceRange(file: file("abcdef"), lower: 1, upper: 5)
    #expect(range.part(1..<3).text == "cd")
    #expect(range.part(2..<99).text == "de")
  }
}
