// Paragraphs broken into lines of a width counted in terminal cells.
import ScenarioSyntax

enum LineBreaking {
  /// A character and its tone.
  typealias Glyph = (character: Character, tone: Tone)

  /// The lines of a paragraph. Breaks are at spaces; a word that is wider than a line is cut.
  ///
  /// - Parameters:
  ///   - text: printable, without line breaks.
  ///   - width: cells in a line, at least 2.
  static func lines(_ text: StyledText, width: Int) -> [StyledText] {
    var lines: [[Glyph]] = []
    var line: [Glyph] = []
    var cells = 0
    for word in words(text) {
      let size = self.cells(word)
      if !line.isEmpty, cells + 1 + size > width {
        lines.append(line)
        (line, cells) = ([], 0)
      }
      if !line.isEmpty {
        line.append((" ", line.last?.tone == word[0].tone ? word[0].tone : .plain))
        cells += 1
      }
      for glyph in word {
        let size = CellWidth.of(glyph.character)
        if cells + size > width, !line.isEmpty {
          lines.append(line)
          (line, cells) = ([], 0)
        }
        line.append(glyph)
        cells += size
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map(joined)
  }

  /// The text cut to a width, an ellipsis showing where.
  static func truncated(_ text: StyledText, width: Int, ellipsis: Character) -> StyledText {
    let all = glyphs(text)
    guard cells(all) > width else { return text }
    var kept: [Glyph] = []
    var used = CellWidth.of(ellipsis)
    for glyph in all {
      used += CellWidth.of(glyph.character)
      if used > width { break }
      kept.append(glyph)
    }
    return joined(kept + [(ellipsis, kept.last?.tone ?? .plain)])
  }

  /// The width of a text in cells.
  static func cells(_ text: StyledText) -> Int { text.spans.reduce(0) { $0 + CellWidth.of($1.text) } }

  private static func cells(_ glyphs: [Glyph]) -> Int { glyphs.reduce(0) { $0 + CellWidth.of($1.character) } }

  private static func glyphs(_ text: StyledText) -> [Glyph] {
    text.spans.flatMap { span in span.text.map { ($0, span.tone) } }
  }

  private static func words(_ text: StyledText) -> [[Glyph]] {
    glyphs(text).split { $0.character == " " }.map(Array.init)
  }

  private static func joined(_ glyphs: [Glyph]) -> StyledText {
    var text = StyledText()
    for glyph in glyphs {
      if let last = text.spans.last, last.tone == glyph.tone {
        text.spans[text.spans.count - 1].text.append(glyph.character)
      } else {
        text.spans.append(StyledText.Span(text: String(glyph.character), tone: glyph.tone))
      }
    }
    return text
  }
}
