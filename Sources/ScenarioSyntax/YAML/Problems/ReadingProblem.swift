// The words for texts that cannot be got at, or are no text.

/// Makes the findings about files and encodings; each function is one kind.
enum ReadingProblem {
  static func noSuchFile(_ path: String) -> Diagnostic {
    Diagnostic(.noSuchFile, message: "no such file: \(path)", range: nil)
  }

  static func directory(_ path: String) -> Diagnostic {
    Diagnostic(
      .notAFile, message: "\(path) is a directory", range: nil,
      help: "name a file in it, or use 'scenario batch \(path)' for all scenarios below it")
  }

  static func cannotRead(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(.unreadableFile, message: "cannot read \(path): \(reason)", range: nil)
  }

  static func noWriter(_ path: String) -> Diagnostic {
    Diagnostic(
      .silentInput, message: "\(path) is a pipe that no program writes into", range: nil,
      help: "start the program that writes first, or name a file")
  }

  static func silent(_ path: String, seconds: Int) -> Diagnostic {
    Diagnostic(
      .silentInput, message: "nothing came from \(path) for \(seconds) seconds", range: nil,
      help: "save the text in a file and name that")
  }

  static func tooLarge(_ path: String, limit: Int) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, message: "\(path) is larger than \(LimitProblem.grouped(limit)) bytes", range: nil,
      help: "check that this is the file you mean; large inputs belong into files that a workload reads")
  }

  static func unreadable(_ problem: TextCheck.Problem, in file: SourceFile) -> Diagnostic {
    switch problem {
    case .wideEncoding:
      let range = SourceRange(file: file, lower: 0, upper: 0)
      return Diagnostic(
        .notUTF8, message: "\(file.name) looks like UTF-16; only UTF-8 is read", range: range,
        help: "save it as UTF-8, or convert it: 'iconv -f utf-16 -t utf-8'")
    case .malformed(let offset):
      let range = SourceRange(file: file, lower: offset, upper: offset + 1)
      return Diagnostic(
        .notUTF8, message: "the byte \(hexadecimal(UInt32(file.bytes[offset]), digits: 2)) is not UTF-8 text",
        range: range, labels: [Label("not a character", at: range)],
        help: "save the file as UTF-8, or convert it: 'iconv -f latin1 -t utf-8'")
    case .control(let offset, let character):
      let range = SourceRange(file: file, lower: offset, upper: offset + 1)
      return Diagnostic(
        .controlCharacter, message: "a control character, U+\(hexadecimal(character, digits: 4).dropFirst(2))",
        range: range, labels: [Label("not visible, but there", at: range)],
        help: "delete it, or write it as an escape in double quotes")
    }
  }

  private static func hexadecimal(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
