// Codes for text that is YAML, but not a YAML that means one thing only.

extension SyntaxCodes {
  static let structure: [DiagnosticCode] = [
    .duplicateKey, .unknownTag, .undefinedAlias, .aliasInsideItself, .severalDocuments, .badMerge, .collectionAsKey,
    .tagMismatch, .emptyDocument,
  ]
}

extension DiagnosticCode {
  /// A mapping has the same key twice.
  package static let duplicateKey = DiagnosticCode(
    id: "S0101", name: "duplicate-key", summary: "a mapping has the same key twice",
    explanation: """
      Most YAML readers silently keep one of the two values, and not all keep the same one. A setting that is written \
      but has no effect is hard to find, so it is refused.

      ```yaml
      workers: 2
      strategy: thread
      workers: 4        # which one?
      ```

      Remove one of them. Keys are compared by their text: `1` and `"1"` are the same key.
      A key that a merge (`<<`) brings in is no duplicate: the mapping's own key wins.
      """)

  /// A tag outside the core schema.
  package static let unknownTag = DiagnosticCode(
    id: "S0102", name: "unknown-tag", summary: "a tag that is not part of YAML's core schema",
    explanation: """
      A tag (`!name`, `!!name`) asks the reader to make something special of a value. Only the tags of the core schema \
      mean something here: `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`.

      ```yaml
      pattern: !regex a+b     # unknown
      pattern: "a+b"          # write this
      ```

      A value that shall begin with `!` must be quoted: `note: "!important"`.
      """)

  /// An alias to an anchor that does not exist.
  package static let undefinedAlias = DiagnosticCode(
    id: "S0103", name: "undefined-alias", summary: "an alias to an anchor that is not defined before it",
    explanation: """
      `*name` repeats the value that was marked with `&name` earlier in the same file. Nothing was.

      ```yaml
      x-task: &task { type: sleep, duration: 2s }
      workload: *task
      ```

      A value that shall begin with `*` must be quoted: `pattern: "*.txt"`.
      """)

  /// An alias within the value that its anchor marks.
  package static let aliasInsideItself = DiagnosticCode(
    id: "S0104", name: "alias-inside-itself", summary: "an alias inside the very value that it stands for",
    explanation: """
      The value would contain itself and never end.

      ```yaml
      steps: &loop
        - *loop
      ```

      To repeat work, use `repeat` or `while`.
      """)

  /// More than one document in a text.
  package static let severalDocuments = DiagnosticCode(
    id: "S0105", name: "several-documents", summary: "a second YAML document in one file",
    explanation: """
      A line of three dashes begins a new YAML document. One file holds one scenario, so that a path names it.

      ```yaml
      scenario: first
      ---
      scenario: second      # put this into its own file
      ```

      To run many scenarios, keep them in one folder and use `scenario batch`.
      """)

  /// A merge key whose value cannot be merged.
  package static let badMerge = DiagnosticCode(
    id: "S0106", name: "bad-merge", summary: "a merge key with a value that is not a mapping",
    explanation: """
      `<<` takes over the entries of another mapping, or of each mapping in a list. Other values have no entries.

      ```yaml
      x-defaults: &defaults { strategy: thread, workers: 4 }
      roles:
        read: { <<: *defaults, tasks: 10 }
      ```
      """)

  /// A list or mapping used as a key.
  package static let collectionAsKey = DiagnosticCode(
    id: "S0107", name: "collection-as-key", summary: "a list or a mapping where a key is needed",
    explanation: """
      YAML allows any value as a key, but here keys are names. Two slips lead to this: braces written twice, and a \
      template from another language.

      ```yaml
      state: {{ balance: 1000 }}    # a mapping as a key
      state: { balance: 1000 }      # write this
      count: {{ n }}                # not a template
      count: ${n}                   # write this
      ```
      """)

  /// A value that is not of the type that its tag says.
  package static let tagMismatch = DiagnosticCode(
    id: "S0108", name: "tag-mismatch", summary: "a value that is not of the type its tag says",
    explanation: """
      A core tag says of which type a value is; this value cannot be read as that.

      ```yaml
      workers: !!int many
      ```

      Remove the tag or change the value.
      """)

  /// A text without any document.
  package static let emptyDocument = DiagnosticCode(
    id: "S0109", name: "empty-document", summary: "nothing in the file but white space and comments",
    explanation: """
      There is nothing to read. The smallest scenario has a name and a workload:

      ```yaml
      scenario: hello
      workload: noop
      ```

      `scenario new NAME` writes a file to start from.
      """)
}
