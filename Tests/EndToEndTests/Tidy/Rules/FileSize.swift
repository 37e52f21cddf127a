// A file that does not fit into a head holds more than one idea.

extension HouseRule {
  static let fileSize = HouseRule("no source file has more than 500 lines") { file in
    let isSource = [".swift", ".c", ".h", ".py", ".sh"].contains { file.path.hasSuffix($0) }
    let count = file.text.hasSuffix("\n") ? file.lines.count - 1 : file.lines.count
    return isSource && count > 500 ? [file.breach(line: 501, "has \(count) lines")] : []
  }
}
