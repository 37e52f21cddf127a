// How the documentation tests read pages and reports, on pages and reports of their own.
import Testing

@Suite("Reading documentation")
struct MarkdownTests {
  private let page = MarkdownDocument(
    path: "A.md",
    text: """
      # A page with [a link](B.md#part) and `code`

          scenario run a.yaml  # so
          make all

      * an item
          that goes on

      ```yaml fragment
      a: 1

          b: `no span`
      ```
      ```console
      $ scenario doctor
      ```
      See [that](https://example.org), `make it` and `more`.
      """)

  @Test("blocks are fenced, or indented after an empty line")
  func blocks() {
    #expect(page.blocks.map(\.info) == ["", "yaml fragment", "console"])
    #expect(page.blocks.map(\.line) == [3, 10, 15])
    #expect(page.blocks[1].lines == ["a: 1", "", "    b: `no span`"])
  }

  @Test("shell lines, code in lines and links have their numbers")
  func parts() {
    #expect(page.shellLines.map(\.number) == [3, 4, 15])
    #expect(page.shellLines.map(\.text) == ["scenario run a.yaml  # so", "make all", "scenario doctor"])
    #expect(page.codeSpans.map(\.text) == ["code", "make it", "more"])
    #expect(page.codeSpans.map(\.number) == [1, 17, 17])
    #expect(page.links.map(\.target) == ["B.md#part", "https://example.org"])
  }

  @Test("reports of one scenario are equal but for numbers, measures and what is said of the machine")
  func masks() {
    let first = """
      t: OK
        time: 1.5 ms
        main 0      1  ░░░░░░  <1 %  100 %      -     1 %
        set at a.yaml:12 and read by main 0 (task 10) before
          it was written
        The machine disturbed 1 of 1 run: other programs used up to 96 % of the CPU
          time.

      2 processors, Linux, seed 115556, debug build: times
        are not typical
      """
    let second = """
      t: OK
        time: 116 us
        main 1      1  ██████    -   87 %   12 %     -
        set at a.yaml:13 and read by main 1 (task 9)
          before it was written

      1 processor, Linux, seed 1
      """
    #expect(ReportMask.lines(of: first) == ReportMask.lines(of: second))
    for other in ["t: OK, 2", "t: VIOLATED"] {
      #expect(ReportMask.lines(of: first) != ReportMask.lines(of: second.replacing("t: OK", with: other)))
    }
  }
}
