// Codes for text that is not YAML: quotes, brackets, single values.

extension DiagnosticCode {
  /// A value that begins with a character YAML keeps for itself.
  package static let reservedCharacter = DiagnosticCode(
    id: "S0131", name: "reserved-character", summary: "a value that begins with a character YAML keeps for itself",
    explanation: """
      A value cannot begin with `@`, a backtick, `%` or `,` unless it is quoted.

      ```yaml
      user: @anna         # refused
      user: "@anna"       # write this
      ```
      """)

  /// A quote that is opened and never closed.
  package static let unclosedQuote = DiagnosticCode(
    id: "S0135", name: "unclosed-quote", summary: "a quote that is opened and never closed",
    explanation: """
      The quoted text runs to the end of the file. The message points at the opening quote.

      ```yaml
      summary: "two withdrawals
      summary: "two withdrawals"
      ```

      An apostrophe at the start of a value opens a quote as well: write `"'tis"`.
      """)

  /// A bracket or brace that is opened and never closed.
  package static let unclosedBracket = DiagnosticCode(
    id: "S0136", name: "unclosed-bracket", summary: "a bracket or brace that is opened and never closed",
    explanation: """
      Everything after it is read as part of the list or mapping. The message points at the opening one.

      ```yaml
      numbers: [1, 2, 3
      numbers: [1, 2, 3]
      ```
      """)

  /// A closing bracket or brace that matches no opening one.
  package static let strayBracket = DiagnosticCode(
    id: "S0137", name: "stray-bracket", summary: "a closing bracket or brace that matches no opening one",
    explanation: """
      A list in brackets ends with `]`, a mapping in braces with `}`. A value that shall begin with either must be quoted.

      ```yaml
      forks: [0, 0, 0}      # does not match
      forks: [0, 0, 0]
      ```
      """)

  /// Two items in brackets without a comma between them.
  package static let missingComma = DiagnosticCode(
    id: "S0138", name: "missing-comma", summary: "two items in brackets without a comma between them",
    explanation: """
      Inside `[…]` and `{…}` items are separated by commas, also across lines.

      ```yaml
      command: ["echo" "hello"]
      command: ["echo", "hello"]
      ```
      """)

  /// Nothing where a value is needed.
  package static let missingValue = DiagnosticCode(
    id: "S0139", name: "missing-value", summary: "nothing where a value is needed",
    explanation: """
      Two commas in a row, or a colon without a key, leave an empty place. Write `null` if nothing is what you mean.

      ```yaml
      numbers: [1, , 3]
      numbers: [1, null, 3]
      ```
      """)

  /// Text behind a value that is complete.
  package static let textAfterValue = DiagnosticCode(
    id: "S0140", name: "text-after-value", summary: "text behind a value that is complete",
    explanation: """
      A closing quote or bracket and an alias end a value. What follows on the same line belongs to nothing.

      ```yaml
      name: 'it's'            # the quote ends after 'it'
      name: "it's"            # write this
      path: "/tmp"/data       # not joined
      path: "/tmp/data"
      ```
      """)

  /// A value that begins with a question mark and a space.
  package static let misplacedQuestionMark = DiagnosticCode(
    id: "S0144", name: "misplaced-question-mark", summary: "a value that begins with a question mark and a space",
    explanation: """
      `? ` marks a key in YAML. Put a text that begins with it in quotes.
      """)

  /// A value that begins with '*' or '&'.
  package static let badAnchorName = DiagnosticCode(
    id: "S0145", name: "bad-anchor-name", summary: "a value that begins with '*' or '&'",
    explanation: """
      `&name` marks a value, `*name` repeats it. A text that begins with either sign must be quoted.

      ```yaml
      pattern: *.txt        # an alias without a name
      pattern: "*.txt"
      ```
      """)

  /// A backslash in double quotes that begins no escape.
  package static let badEscape = DiagnosticCode(
    id: "S0146", name: "bad-escape", summary: "a backslash in double quotes that begins no escape",
    explanation: """
      In double quotes a backslash begins an escape such as `\\n` or `\\u00e9`. In single quotes it is an ordinary character.

      ```yaml
      directory: "C:\\Users"        # '\\U' needs eight digits
      directory: 'C:\\Users'        # write this
      pattern: '\\d+'
      ```
      """)

  /// Text on the line that begins a block.
  package static let badBlockHeader = DiagnosticCode(
    id: "S0147", name: "bad-block-header", summary: "text on the line that begins a block",
    explanation: """
      After `|` or `>` only `-` or `+` and one digit may stand; the text begins on the next line.

      ```yaml
      log: | hello        # refused
      log: |
        hello
      ```
      """)

  /// A line that begins with '%' and is no directive.
  package static let badDirective = DiagnosticCode(
    id: "S0148", name: "bad-directive", summary: "a line that begins with '%' and is no directive",
    explanation: """
      At the start of a line `%` begins a directive to the YAML reader, such as `%YAML 1.2`. Scenarios need none. A key that \
      begins with `%` must be quoted.
      """)

  /// An exclamation mark that begins no tag.
  package static let badTag = DiagnosticCode(
    id: "S0150", name: "bad-tag", summary: "an exclamation mark that begins no tag",
    explanation: """
      A value that begins with `!` is read as a tag, which says of what type the value is. Put it in quotes if it is text.

      ```yaml
      note: !<now           # no tag
      note: "!<now"
      ```
      """)
}
