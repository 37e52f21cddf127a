// Codes for variables, flags, extended files and comparisons.
import ScenarioSyntax

/// The codes S0370 to S0399, and that of permissions.
package enum CompositionCodes {
  /// In order of identifier.
  package static let all: [DiagnosticCode] = [
    .unknownVariable, .variableCycle, .variableInText, .malformedReference, .expansionTooLarge, .unusedVariable,
    .malformedSetting, .unknownPath, .ambiguousWorkers, .extendsOutside, .extendsCycle, .comparedTwice, .valueTwice,
    .skipsNothing, .nothingLeft, .tooManyCells, .noSuchCell, .permissionNeeded,
  ]
}

extension DiagnosticCode {
  /// `${name}` without such a variable.
  package static let unknownVariable = DiagnosticCode(
    id: "S0370", name: "unknown-variable", summary: "a reference to a variable that is not defined",
    explanation: """
      `${name}` stands for a value under `vars`. `$${` stands for the characters `${` themselves.

      ```yaml
      vars: { depth: 32 }
      queues: { raw: { capacity: ${depth} } }
      ```
      """)
  /// Variables that are made of each other.
  package static let variableCycle = DiagnosticCode(
    id: "S0371", name: "variable-cycle", summary: "a variable that is made of itself",
    explanation: """
      Variables may use other variables, in any order, but not in a circle: `a: ${b}` with `b: ${a}` never ends.
      """)
  /// A list or mapping inside text.
  package static let variableInText = DiagnosticCode(
    id: "S0372", name: "variable-in-text", summary: "a list or mapping put into text",
    explanation: """
      A scalar that is nothing but `${name}` becomes the variable's value, whatever it is. Inside other text only \
      numbers, booleans and text can be put: `item-${n}`.
      """)
  /// `${` that begins no reference.
  package static let malformedReference = DiagnosticCode(
    id: "S0373", name: "malformed-reference", summary: "`${` that is not followed by a name and `}`",
    explanation: """
      `${` begins a reference to a variable, whose name has letters, digits, `_` and `-`. Write `$${` where the \
      characters themselves are meant, as in a regular expression or a shell command.
      """)
  /// Variables that multiply.
  package static let expansionTooLarge = DiagnosticCode(
    id: "S0374", name: "expansion-too-large", summary: "a scenario that grows beyond the limits by its variables",
    explanation: """
      Variables that are made of several others multiply. What comes out is held to the limits of a file: 100,000 \
      values, 100 levels, 64 KiB of text in one value.
      """)
  /// A variable that nothing uses.
  package static let unusedVariable = DiagnosticCode(
    id: "S0375", name: "unused-variable", summary: "a variable that nothing uses",
    explanation: """
      The variable is defined and no `${name}` refers to it, so changing it, in the file or by `--set`, changes nothing. \
      Often the reference was meant to be `${name}` and is written as `$name` or `{name}`.
      """)
  /// `--set` without path or value.
  package static let malformedSetting = DiagnosticCode(
    id: "S0376", name: "malformed-setting", summary: "a `--set` that is not `path=value`",
    explanation: """
      `--set` takes a path or the name of a variable, `=`, and a value in YAML:

      ```sh
      scenario run bank.yaml --set workers=4 --set measure.repeat=10 --set 'workload={type: sleep, duration: 1s}'
      ```
      """)
  /// A path that names nothing.
  package static let unknownPath = DiagnosticCode(
    id: "S0377", name: "unknown-path", summary: "a path that names nothing in the scenario",
    explanation: """
      Paths lead from the top level down, names separated by dots: `roles.shrink.workers`, `measure.repeat`, \
      `workload.duration`. Roles, queues, state and the like must be declared in the file. The name of a variable alone \
      is a path too.
      """)
  /// `--workers` where there are several roles.
  package static let ambiguousWorkers = DiagnosticCode(
    id: "S0378", name: "ambiguous-workers", summary: "`--workers` for a scenario with several roles",
    explanation: """
      Each role has workers of its own. Say which one is meant: `--set roles.shrink.workers=4`.
      """)
  /// `extends` of a file elsewhere.
  package static let extendsOutside = DiagnosticCode(
    id: "S0380", name: "extends-outside", summary: "an extended file outside the scenario's directory",
    explanation: """
      A scenario may extend files in its own directory and below, so that a file from a stranger cannot read others. \
      Neither absolute paths nor `..` nor symbolic links lead out of it.
      """)
  /// Files that extend each other.
  package static let extendsCycle = DiagnosticCode(
    id: "S0381", name: "extends-cycle", summary: "files that extend each other in a circle",
    explanation: """
      A file starts from the one that it extends, which starts from the one that that extends, and so on. In a circle \
      there is no start.
      """)
  /// One path twice in `compare`.
  package static let comparedTwice = DiagnosticCode(
    id: "S0385", name: "compared-twice", summary: "one setting compared under two paths",
    explanation: """
      Two paths in `compare` name the same setting, such as `strategy` and `strategy.executor`, or a variable and \
      `vars.` with its name. One of them would overwrite the other.
      """)
  /// One value twice for a path.
  package static let valueTwice = DiagnosticCode(
    id: "S0386", name: "value-twice", summary: "one value twice in a comparison",
    explanation: """
      Cells of a comparison are told apart by their values. To run a cell more often, raise `measure.repeat`.
      """)
  /// `skip` that matches no combination.
  package static let skipsNothing = DiagnosticCode(
    id: "S0387", name: "skips-nothing", summary: "a `skip` that matches no combination",
    explanation: """
      Each entry of `skip` names paths that are compared, with one of their values each, and leaves out the combinations \
      that have all of these. An entry that matches none is a slip.

      ```yaml
      compare:
        strategy: [serial, thread]
        workers: [1, 4]
        skip: [{ strategy: serial, workers: 4 }]
      ```
      """)
  /// `skip` that leaves nothing.
  package static let nothingLeft = DiagnosticCode(
    id: "S0388", name: "nothing-left", summary: "a comparison of which every combination is skipped",
    explanation: """
      The entries of `skip` together leave out every combination, so there would be nothing to run.
      """)
  /// A comparison that would take too long.
  package static let tooManyCells = DiagnosticCode(
    id: "S0389", name: "too-many-cells", summary: "a comparison of more than 1,000 combinations",
    explanation: """
      The number of combinations is the product of the lengths of all lists. Each is run as often as `measure.repeat` \
      says.
      """)
  /// `for` without a cell.
  package static let noSuchCell = DiagnosticCode(
    id: "S0390", name: "no-such-cell", summary: "an expectation for a cell that the comparison does not have",
    explanation: """
      `for process, 2` asks for cells that run on `process` with two workers. If the comparison has none, the expectation \
      could never be judged.
      """)
  /// A workload that must be allowed.
  package static let permissionNeeded = DiagnosticCode(
    id: "S0510", name: "permission-needed", summary: "a scenario that does more than the command line allows",
    explanation: """
      A scenario file is a program. What it may do beyond the built-in workloads must be allowed on the command line, and \
      nothing is started before it is.
      """)
}
