// Codes for files whose keys and values do not have the shape that the field table gives.
import ScenarioSyntax

/// The codes S0201 to S0299 and those of availability.
package enum ShapeCodes {
  /// In order of identifier.
  package static let all: [DiagnosticCode] = [
    .unknownKey, .missingKey, .wrongKind, .outOfRange, .missingUnit, .unknownUnit, .quotedValue, .unknownWord, .badName,
    .noVerb, .severalVerbs, .wrongCount, .unknownVariant, .quantityOutOfRange, .workloadUnavailable,
    .executorUnavailable,
  ]
}

extension DiagnosticCode {
  /// A key that the table does not have there.
  package static let unknownKey = DiagnosticCode(
    id: "S0201", name: "unknown-key", summary: "a key that is not known here",
    explanation: """
      A key that nobody reads would be a setting without effect, so it is refused.

      ```yaml
      worker: 4      # unknown
      workers: 4     # write this
      ```

      `scenario list fields` shows every key and where it may stand. Keys that start with `x-` are ignored at the top \
      level: a place for anchors.
      """)

  /// A required key is absent.
  package static let missingKey = DiagnosticCode(
    id: "S0202", name: "missing-key", summary: "a key that must be there is not",
    explanation: """
      Some things cannot be guessed: the scenario's name, a `steps` workload's steps, what a `while` step does.

      ```yaml
      - while: left > 0          # does what?
      - while: left > 0
        do:
          - set: { left: left - 1 }
      ```
      """)

  /// A list where a number belongs, and the like.
  package static let wrongKind = DiagnosticCode(
    id: "S0203", name: "wrong-kind", summary: "a value of the wrong kind",
    explanation: """
      The value is of another kind than its key needs: a list where a number belongs, text where a mapping belongs.

      ```yaml
      workers: [1, 2]            # a list
      compare: { workers: [1, 2] }   # to run with each in turn
      ```
      """)

  /// A number beyond its range.
  package static let outOfRange = DiagnosticCode(
    id: "S0204", name: "out-of-range", summary: "a number that is too small or too large",
    explanation: """
      The number lies outside the range that makes sense for its key; the message names the bound. The reference page \
      gives all ranges.
      """)

  /// A quantity without its unit.
  package static let missingUnit = DiagnosticCode(
    id: "S0205", name: "missing-unit", summary: "a number without its unit",
    explanation: """
      Durations, sizes and rates carry their unit, so that nobody has to guess whether `5` meant seconds.

      ```yaml
      timeout: 5        # of what?
      timeout: 5s
      ```

      Durations: ns, us, ms, s, m, h. Sizes: B, KB, KiB, MB, MiB, GB, GiB. Rates: /s, /m, /h.
      """)

  /// A quantity with a unit that does not exist.
  package static let unknownUnit = DiagnosticCode(
    id: "S0206", name: "unknown-unit", summary: "a unit that is not known, or a malformed quantity",
    explanation: """
      A quantity is a number, a point and digits if needed, and a unit, without spaces and without a sign: `100ms`, \
      `1.5s`, `4KiB`, `200/s`. Capital and small letters differ: `4kb` is nothing, `4KB` is 4,000 bytes.
      """)

  /// Quotes make text of a number or boolean.
  package static let quotedValue = DiagnosticCode(
    id: "S0207", name: "quoted-value", summary: "a number or boolean in quotes",
    explanation: """
      In YAML, quotes make text of anything: `"2"` is a word, `2` is a number. Remove the quotes. The same holds for \
      `yes`, `no`, `on` and `off`, which are words in YAML 1.2: only `true` and `false` are booleans.
      """)

  /// A word that is none of those allowed.
  package static let unknownWord = DiagnosticCode(
    id: "S0208", name: "unknown-word", summary: "a word that is none of those allowed",
    explanation: """
      The key takes one of a few words; the message lists them. Capital and small letters differ.
      """)

  /// A name with characters that names do not have.
  package static let badName = DiagnosticCode(
    id: "S0209", name: "bad-name", summary: "a name with characters that names cannot have",
    explanation: """
      Scenarios and tags are named with small letters, digits, `_` and `-`, starting with a letter. What expressions can \
      name (state, locks, queues, locals, counters) has letters, digits and `_`, not starting with a digit. Roles, \
      variables and branches may also have `-`.
      """)

  /// A step or check without a verb that exists.
  package static let noVerb = DiagnosticCode(
    id: "S0210", name: "no-verb", summary: "a step or check that does not say what it does",
    explanation: """
      Each step is a mapping with one verb, such as `set`, `lock` or `sleep`, and perhaps keys that belong to the verb.

      ```yaml
      - then: [{ count: paid }]            # which condition?
      - if: balance >= 800
        then: [{ count: paid }]
      ```

      Each check has one of `always`, `finally`, `eventually`, `never`.
      """)

  /// A step or check with more than one verb.
  package static let severalVerbs = DiagnosticCode(
    id: "S0211", name: "several-verbs", summary: "a step or check with more than one verb",
    explanation: """
      The keys of a mapping have no order, so a step with two verbs would not say which comes first. Write two steps.

      ```yaml
      - set: { x: 1 }
        count: done       # belongs to the step above
      - set: { x: 1 }
      - count: done       # a step of its own
      ```
      """)

  /// A list or mapping with too few or too many entries.
  package static let wrongCount = DiagnosticCode(
    id: "S0212", name: "wrong-count", summary: "too few or too many entries",
    explanation: """
      Some lists and mappings need a certain number of entries: `cas: { x: [expected, new] }` has one variable and two \
      values, `compare: { workers: [] }` would compare nothing.
      """)

  /// A workload or executor that does not exist.
  package static let unknownVariant = DiagnosticCode(
    id: "S0213", name: "unknown-type", summary: "a workload or executor that does not exist",
    explanation: """
      `scenario list workloads` and `scenario list executors` show what there is.
      """)

  /// A quantity beyond its range; apart from `outOfRange` because a JSON Schema cannot say it.
  package static let quantityOutOfRange = DiagnosticCode(
    id: "S0214", name: "quantity-out-of-range", summary: "a duration, size or rate that is too small or too large",
    explanation: """
      The quantity lies outside the range that makes sense for its key; the message names the bound.
      """)

  /// A workload that the language names and this version does not have.
  package static let workloadUnavailable = DiagnosticCode(
    id: "S0501", name: "workload-unavailable", summary: "a workload that this version does not have yet",
    explanation: """
      The language reserves the name, so that files can be written for it, but this version cannot run it. \
      `scenario list workloads` shows what it can run; a waiting workload can be stood in for by `sleep`.
      """)

  /// An executor that the language names and this version does not have.
  package static let executorUnavailable = DiagnosticCode(
    id: "S0502", name: "executor-unavailable", summary: "an executor that this version does not have yet",
    explanation: """
      The language reserves the name, so that files can be written for it, but this version cannot run it. \
      `scenario list executors` shows what it can run.
      """)
}
