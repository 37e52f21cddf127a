// Codes for expectations that cannot be read.
import ScenarioSyntax

/// The codes S0361 to S0369 that reading an expectation gives; those of its meaning are with the checks.
package enum ExpectationCodes {
  /// In order of identifier.
  package static let all: [DiagnosticCode] = [.expectationSyntax, .unknownMeasure, .wrongBound]
}

extension DiagnosticCode {
  /// Not of the form `measure comparison value [for …]`.
  package static let expectationSyntax = DiagnosticCode(
    id: "S0361", name: "expectation-syntax", summary: "an expectation that cannot be read",
    explanation: """
      An expectation is a measure, a comparison, a value, and optionally the cells of the comparison that it is about:

      ```yaml
      expect:
        - verdict == ok
        - speedup >= 1.6 for process, 2
        - p99 < 500ms
        - paid <= 1
        - forks[0] == 1
      ```

      Several conditions are several entries; all of them must hold.
      """)

  /// A measure that does not exist.
  package static let unknownMeasure = DiagnosticCode(
    id: "S0362", name: "unknown-measure", summary: "something that is not measured",
    explanation: """
      Measured are `verdict`, `time`, `throughput`, `speedup`, `efficiency`, percentiles of the latency between 0 and \
      100 (`p50`, `p99.9`), `max`, `cpu`, `memory`; and every counter and every variable of `state` by its name.
      """)

  /// A value that its measure cannot have.
  package static let wrongBound = DiagnosticCode(
    id: "S0363", name: "wrong-bound", summary: "an expectation compares with something its measure can never be",
    explanation: """
      Times are compared with durations (`500ms`), memory with sizes (`64MiB`), throughput with rates (`200/s`), speedup \
      with plain numbers (`1.6`), efficiency with shares (`80%`), verdicts with verdicts, counters and state with \
      whole numbers or booleans. A comparison of different kinds would be decided before anything ran.
      """)
}
