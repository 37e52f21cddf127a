// Codes for text that is not YAML: lines, colons, indentation.

extension DiagnosticCode {
  /// A tab in the indentation.
  package static let tabIndentation = DiagnosticCode(
    id: "S0130", name: "tab-indentation", summary: "a tab in the indentation",
    explanation: """
      YAML allows only spaces for indentation, since nobody agrees how wide a tab is.

      ```yaml
      state:
      →balance: 1000      # a tab
      state:
        balance: 1000     # spaces
      ```

      Most editors can replace all tabs of a file ("convert indentation to spaces").
      """)

  /// A second ': ' in one entry.
  package static let secondColon = DiagnosticCode(
    id: "S0132", name: "second-colon", summary: "a second ': ' in one entry",
    explanation: """
      A colon followed by a space ends a key. A text that contains one must be quoted.

      ```yaml
      summary: Race: two withdrawals       # which is the key?
      summary: "Race: two withdrawals"     # write this
      ```

      A colon without a space after it, as in `http://localhost`, needs no quotes.
      """)

  /// A colon or dash without a space after it.
  package static let missingSpace = DiagnosticCode(
    id: "S0133", name: "missing-space", summary: "a colon or dash without a space after it",
    explanation: """
      `key:value` is one word to YAML, as in an address. A space makes it a key with a value. The same holds for the dash \
      of a list item.

      ```yaml
      workers:2         # one word
      workers: 2        # a key with a value
      steps:
        -sleep: 1s      # the key '-sleep'
        - sleep: 1s     # an item
      ```
      """)

  /// A line without a colon among the entries of a mapping.
  package static let missingColon = DiagnosticCode(
    id: "S0134", name: "missing-colon", summary: "a line without a colon among the entries of a mapping",
    explanation: """
      Each entry of a mapping is a key, a colon, and a value.

      ```yaml
      strategy thread     # no colon
      strategy: thread    # write this
      ```

      A text over several lines goes on only if the further lines are indented.
      """)

  /// A line whose indentation fits nowhere.
  package static let badIndentation = DiagnosticCode(
    id: "S0141", name: "bad-indentation", summary: "a line whose indentation fits nowhere",
    explanation: """
      Lines that belong together begin in the same column. A line that is indented further belongs to the line above, which \
      must then have no value of its own.

      ```yaml
      measure:
          repeat: 5
        warmup: 1         # neither with 'measure' nor with 'repeat'
      measure:
        repeat: 5
        warmup: 1
      ```
      """)

  /// A list item where none can be.
  package static let misplacedDash = DiagnosticCode(
    id: "S0142", name: "misplaced-dash", summary: "a list item where none can be",
    explanation: """
      A dash begins an item only at the start of a line, and the items of a list stand together in one column.

      ```yaml
      numbers: - 1        # refused
      numbers: [1]        # write this, or
      numbers:
        - 1
      ```
      """)

  /// An entry among the items of a list.
  package static let expectedDash = DiagnosticCode(
    id: "S0143", name: "expected-dash", summary: "an entry among the items of a list",
    explanation: """
      Every item of a list begins with a dash. A line in the same column without one is neither an item nor part of one.

      ```yaml
      steps:
        - sleep: 1s
        count: done         # an item needs a dash
      steps:
        - sleep: 1s
        - count: done
      ```
      """)

  /// Text that is not YAML.
  package static let yamlSyntax = DiagnosticCode(
    id: "S0149", name: "yaml-syntax", summary: "text that is not YAML",
    explanation: """
      The parser met something that YAML does not allow here. The message says what it expected, and where it was.
      """)

  /// A key longer than 1,024 characters.
  package static let keyTooLong = DiagnosticCode(
    id: "S0151", name: "key-too-long", summary: "a key longer than 1,024 characters",
    explanation: """
      YAML looks for the colon after a key only so far. A text this long is meant as a value: put it in quotes, or use a block.

      ```yaml
      log: |
        a long text
      ```
      """)

  /// Text behind the document's one value.
  package static let textAfterDocument = DiagnosticCode(
    id: "S0152", name: "text-after-document", summary: "text behind the document's one value",
    explanation: """
      The document is one mapping. What follows it is no entry of it.

      ```yaml
      { scenario: a, workload: noop } tasks: 5
      { scenario: a, workload: noop, tasks: 5 }
      ```
      """)
}
