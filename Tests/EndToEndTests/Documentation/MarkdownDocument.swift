// A Markdown page as the documentation tests look at it: blocks of code, code within lines, links.

/// A page of the project.
struct MarkdownDocument: Sendable {
  /// A fenced or indented block of code.
  struct Block: Sendable, CustomStringConvertible {
    let page: String
    /// Of its first line of code, from 1.
    let line: Int
    /// What stands behind the fence's first mark: `yaml fragment`; empty of indented blocks.
    let info: String
    let lines: [String]
    var text: String { lines.joined(separator: "\n") + "\n" }
    var description: String { "\(page):\(line)" }
  }

  let path: String
  /// All lines; those inside of blocks are among them.
  let lines: [String]
  let blocks: [Block]
  /// Lines that are not code, with their numbers from 1.
  let prose: [(number: Int, text: String)]

  /// The pages that speak to users and to contributors; the reference is made by the program.
  static let pages =
    ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"]
    + Project.files(below: "Documentation").filter { $0.hasSuffix(".md") }

  static let all = pages.map { MarkdownDocument(path: $0, text: Project.text(of: $0) ?? "") }

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var blocks: [Block] = []
    var prose: [(Int, String)] = []
    var index = 0
    while index < lines.count {
      let start = index
      if lines[index].hasPrefix("```") {
        let end = lines[(index + 1)...].firstIndex { $0.hasPrefix("```") } ?? lines.count
        let info = lines[index].dropFirst(3)
        blocks.append(
          Block(page: path, line: index + 2, info: String(info), lines: Array(lines[(index + 1)..<end])))
        index = end + 1
      } else if lines[index].hasPrefix("    "), index == 0 || lines[index - 1].isEmpty {
        while index < lines.count, lines[index].hasPrefix("    ") { index += 1 }
        let code = lines[start..<index].map { String($0.dropFirst(4)) }
        blocks.append(Block(page: path, line: start + 1, info: "", lines: code))
      } else {
        prose.append((index + 1, lines[index]))
        index += 1
      }
    }
    self.blocks = blocks
    self.prose = prose
  }

  /// Lines that a reader would type, with their numbers from 1.
  var shellLines: [(number: Int, text: String)] {
    let shells: Set<String> = ["", "sh", "shell", "bash", "console"]
    return blocks.filter { shells.contains($0.info) }.flatMap { block in
      block.lines.enumerated().map { (block.line + $0, $1.hasPrefix("$ ") ? String($1.dropFirst(2)) : $1) }
    }
  }

  /// What stands between single backticks outside of blocks, with the numbers of their lines.
  var codeSpans: [(number: Int, text: String)] {
    prose.flatMap { number, text in
      text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { (number, String($0.element)) }
    }
  }

  /// Where the page's links lead, with the numbers of their lines.
  var links: [(number: Int, target: String)] {
    prose.flatMap { number, text in
      text.split(separator: "](", omittingEmptySubsequences: false).dropFirst()
        .map { (number, String($0.prefix { $0 != ")" })) }
    }
  }
}
