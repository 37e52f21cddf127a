// What two reports of the same scenario have in common, whatever the machine did.

/// Takes from a report what differs from run to run, so that the rest can be compared.
enum ReportMask {
  /// The report's lines with their continuations, numbers with their units masked, and without what is said about the
  /// machine: the last paragraph, and what a busy one gives reason for.
  static func lines(of report: String) -> [String] {
    let text = report.split(separator: "\n", omittingEmptySubsequences: false)
    let last = text.lastIndex { !$0.isEmpty } ?? text.startIndex
    let end = text[..<last].lastIndex(of: "") ?? text.endIndex
    var lines: [String] = []
    for line in text[..<end] where !line.isEmpty {
      // Where a line breaks depends on the length of its numbers.
      if line.hasPrefix("    ") && !lines.isEmpty {
        lines[lines.count - 1] += " " + line
      } else {
        lines.append(String(line))
      }
    }
    return lines.filter { !isAboutMachine($0) }.map(mask)
  }

  /// A busy machine is told about, with the advice to look closer, and gives some runs times unlike the others.
  private static func isAboutMachine(_ line: String) -> Bool {
    line.hasPrefix("  The machine disturbed ") || line.hasPrefix("  scenario doctor ") || line.hasPrefix("  outliers: ")
  }

  private static let units: Set<Substring> = ["ns", "us", "ms", "s", "min", "%", "B", "KiB", "MiB", "GiB"]
  private static let bars: Set<Character> = ["█", "░", "▒", "·"]

  private static func mask(_ line: String) -> String {
    var words: [String] = []
    let all = line.split(separator: " ")
    for (index, word) in all.enumerated() {
      // The legend names each bar's sign; elsewhere they are a measure.
      let isBar = word.count > 1 && word.allSatisfy(bars.contains)
      let isUnit = units.contains(withoutComma(word)) && words.last?.hasPrefix("#") == true
      if isUnit {
        words[words.count - 1] += word.hasSuffix(",") ? "," : ""
      } else if isBar || word == "-" && index > 0 {
        words.append("#")
      } else {
        words.append(masked(word))
      }
    }
    return words.joined(separator: " ")
  }

  private static func withoutComma(_ word: Substring) -> Substring { word.hasSuffix(",") ? word.dropLast() : word }

  /// `bank_race.yaml:12)` as `bank_race.yaml:#)`; `<1`, `1,234.5` and `-600` as `#`.
  private static func masked(_ word: Substring) -> String {
    var result = ""
    var rest = word[...]
    if rest.hasPrefix("<") || rest.hasPrefix("-"), rest.dropFirst().first?.isNumber == true { rest = rest.dropFirst() }
    while let character = rest.first {
      rest = rest.dropFirst()
      guard character.isNumber else {
        result.append(character)
        continue
      }
      while let next = rest.first, next.isNumber || (next == "." || next == ",") && isNumber(after: rest) {
        rest = rest.dropFirst()
      }
      result.append("#")
    }
    return result
  }

  private static func isNumber(after rest: Substring) -> Bool { rest.dropFirst().first?.isNumber == true }
}
