// The lines of one finding as they are put together.

/// Collects the text of one finding: source lines behind a gutter of line numbers, marks below them.
struct ExcerptPage {
  /// Digits of the largest line number shown.
  let gutter: Int
  let width: Int
  let style: ExcerptStyle
  private(set) var text = ""

  init(gutter: Int, width: Int, style: ExcerptStyle) {
    self.gutter = gutter
    self.width = width
    self.style = style
  }

  mutating func line(_ content: String) {
    // A gutter with nothing behind it would leave a space at the end of the line.
    var content = content[...]
    while content.last == " " { content.removeLast() }
    text += content + "\n"
  }

  /// A line such as `= help: …` below the source.
  mutating func remark(_ kind: String, _ message: String) {
    line(indent(gutter + 2) + style.frame("= ") + style.bold(kind) + ": " + Printable.line(message))
  }

  /// The lines of one file that have marks, in order, gaps shown by dots.
  mutating func add(_ file: SourceFile, _ marks: [Mark]) {
    guard let first = marks.first else { return }
    let arrow = first.isPrimary ? "-->" : ":::"
    line(indent(gutter + 1) + style.frame(arrow) + " \(Printable.line(file.name)):\(first.range.start)")
    line(bar(nil))
    let lines = Set(marks.flatMap { [$0.firstLine, $0.lastLine] }).sorted()
    var previous = lines[0]
    for number in lines {
      if number > previous + 1 { line(style.frame(indent(gutter) + "...")) }
      add(file, line: number, marks.filter { $0.firstLine == number || $0.lastLine == number })
      previous = number
    }
  }

  private mutating func add(_ file: SourceFile, line number: Int, _ marks: [Mark]) {
    let bytes = file.line(number)
    let content = contentRange(file, bytes)
    let ordered = marks.sorted { ($0.isPrimary ? -1 : $0.range.lower) < ($1.isPrimary ? -1 : $1.range.lower) }
    let focus = max(bytes.lowerBound, ordered[0].firstLine == number ? ordered[0].range.lower : content.lowerBound)
    let excerpt = ExcerptLine(file, bytes, focus: focus, width: max(8, width - gutter - 4))
    line(bar(number) + " " + excerpt.text)
    for mark in ordered {
      let lower = mark.firstLine == number ? mark.range.lower : content.lowerBound
      let upper = mark.lastLine == number ? mark.range.upper : content.upperBound
      let cells = excerpt.cells(lower, upper)
      let underline = String(repeating: mark.isPrimary ? "^" : "-", count: cells.count)
      let message = mark.lastLine == number && !mark.message.isEmpty ? " " + mark.message : ""
      let shown = mark.isPrimary ? style.severe(underline + message) : style.frame(underline + message)
      line(bar(nil) + indent(cells.lowerBound + 1) + shown)
    }
  }

  /// A line without the white space around it.
  private func contentRange(_ file: SourceFile, _ line: Range<Int>) -> Range<Int> {
    var (lower, upper) = (line.lowerBound, line.upperBound)
    while lower < upper, file.bytes[lower] == 0x20 || file.bytes[lower] == 0x09 { lower += 1 }
    while upper > lower, file.bytes[upper - 1] == 0x20 || file.bytes[upper - 1] == 0x09 { upper -= 1 }
    return lower..<upper
  }

  private func bar(_ number: Int?) -> String {
    let digits = number.map(String.init) ?? ""
    return style.frame(" " + indent(gutter - digits.count) + digits + " |")
  }

  private func indent(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
