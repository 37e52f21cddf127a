// The lines of one finding as they are put together.

/// Collects the text of one finding: source lines behind a gutter of line numbers, marks below them.
struct ExcerptPage {
  /// Digits of the largest line number shown.
  let gutter: Int
  let width: Int
  let style: ExcerptStyle
  private(set) var text = ""
  private var words: ExcerptWords { ExcerptWords(width: width) }

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
    let head = indent(gutter + 2) + style.frame("= ") + style.bold(kind)
    sentence(head, cells: gutter + 4 + kind.count, ": ", message, indent: gutter + 4) { $0 }
  }

  /// A sentence behind a head that takes so many cells, and on further lines if the page is narrow.
  mutating func sentence(
    _ head: String, cells: Int, _ separator: String, _ message: String, indent margin: Int,
    _ painted: (String) -> String
  ) {
    let lines = words.lines(Printable.line(message), after: cells + separator.count, indent: margin)
    line(head + painted(separator + lines[0]))
    for rest in lines.dropFirst() { line(indent(margin) + painted(rest)) }
  }

  /// The lines of one file that have marks, in order, gaps shown by dots.
  mutating func add(_ file: SourceFile, _ marks: [Mark]) {
    guard let first = marks.first else { return }
    let arrow = first.isPrimary ? "-->" : ":::"
    let place = "\(Printable.line(file.name)):\(first.range.start)"
    sentence(indent(gutter + 1) + style.frame(arrow), cells: gutter + 4, " ", place, indent: gutter + 5) { $0 }
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
      let paint = mark.isPrimary ? style.severe : style.frame
      let message = mark.lastLine == number && !mark.message.isEmpty ? " " + mark.message : ""
      let margin = gutter + 4
      let start = bar(nil) + indent(cells.lowerBound + 1)
      if words.fits(message, after: margin + cells.upperBound) {
        line(start + paint(underline + message))
      } else {
        line(start + paint(underline))
        for rest in words.lines(mark.message, after: margin, indent: margin) { line(bar(nil) + " " + paint(rest)) }
      }
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
