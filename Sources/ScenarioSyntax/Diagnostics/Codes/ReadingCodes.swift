// Codes for texts that cannot be got at, or are no text.

extension SyntaxCodes {
  static let reading: [DiagnosticCode] = [
    .noSuchFile, .notAFile, .unreadableFile, .silentInput, .notUTF8, .controlCharacter,
  ]
}

extension DiagnosticCode {
  /// A path that names nothing.
  package static let noSuchFile = DiagnosticCode(
    id: "S0110", name: "no-such-file", summary: "a path that names nothing",
    explanation: """
      No file has this name. Relative paths start from the current directory. Capital and small letters differ.
      `-` reads standard input.
      """)

  /// A directory where a file is needed.
  package static let notAFile = DiagnosticCode(
    id: "S0111", name: "not-a-file", summary: "a directory where a file is needed",
    explanation: """
      The path names a directory. Name a file in it, or run all scenarios below it with `scenario batch DIR`.
      """)

  /// A file that the system refuses to open or read.
  package static let unreadableFile = DiagnosticCode(
    id: "S0112", name: "unreadable-file", summary: "a file that cannot be opened or read",
    explanation: """
      The operating system refused; the message says in its words why. Usual causes: the file belongs to another user \
      (`ls -l FILE` shows it), or a disk error.
      """)

  /// A pipe from which nothing comes.
  package static let silentInput = DiagnosticCode(
    id: "S0113", name: "silent-input", summary: "a pipe or device from which nothing comes",
    explanation: """
      The path names a pipe or a device rather than a file, and nothing came from it. Rather than hang, reading stops: \
      after a second if no program has the pipe open for writing, after ten seconds if one has but stays silent.

      Start the program that writes first, or save its output in a file.
      """)

  /// A text that is not UTF-8.
  package static let notUTF8 = DiagnosticCode(
    id: "S0115", name: "not-utf8", summary: "a file that is not UTF-8 text",
    explanation: """
      Only UTF-8 is read. Text in Latin-1, Windows-1252 or UTF-16 must be converted:

      ```sh
      iconv -f latin1 -t utf-8 old.yaml > new.yaml
      ```

      Most editors offer "save with encoding UTF-8". A byte order mark at the start is allowed.
      """)

  /// A character that must be written as an escape.
  package static let controlCharacter = DiagnosticCode(
    id: "S0116", name: "control-character", summary: "an invisible control character",
    explanation: """
      YAML does not allow control characters other than tab and line breaks. They come from damaged files, or from \
      text copied off a terminal. Delete the character, or write it as an escape in double quotes: `"\\x1b"`.
      """)
}
