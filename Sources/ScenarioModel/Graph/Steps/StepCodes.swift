// The findings about what steps, checks and declarations mean.
import ScenarioSyntax

extension DiagnosticCode {
  static let unknownName = DiagnosticCode(
    id: "S0310", name: "unknown-name", summary: "a name that nothing declares",
    explanation: """
      Shared things are declared: variables under `state`, locks under `locks`, and so on for `semaphores`,
      `conditions`, `barriers` and `queues`. A task's own locals are declared by setting them. This name is neither.

      ```yaml
      state: { balance: 1000 }
      workload:
        type: steps
        steps:
          - set: { balance: balanse - 800 }     # did you mean 'balance'?
      ```
      """)
  static let wrongKindOfName = DiagnosticCode(
    id: "S0311", name: "wrong-kind-of-name", summary: "a name of the wrong kind",
    explanation: """
      The name is declared, but as something else than what belongs here: a queue where a lock is needed, a lock where
      a value is needed. The declaration is shown beside the finding.
      """)
  static let localNotSet = DiagnosticCode(
    id: "S0312", name: "local-not-set", summary: "a local that may have no value yet",
    explanation: """
      A local exists from the first step that sets it. Here it is read although some path leads past that step.

      ```yaml
      - if: balance > 0
        then: [ { set: { seen: balance } } ]
      - return: seen          # not set when the balance was 0
      ```

      Set it on every path, most simply before the `if`: `- set: { seen: 0 }`.
      """)
  static let typeMismatch = DiagnosticCode(
    id: "S0313", name: "type-mismatch", summary: "an integer where a boolean belongs, or the reverse",
    explanation: """
      Integers and booleans do not turn into each other. Conditions and `and`, `or`, `not` take booleans; arithmetic,
      `<` and indices take integers; `==` takes two of one kind. A variable keeps the type of its first value.

      ```yaml
      - if: count        # write: count != 0
      ```
      """)
  static let listWithoutIndex = DiagnosticCode(
    id: "S0314", name: "list-without-index", summary: "a whole list or family where one element belongs",
    explanation: """
      Lists and families of locks are used one element at a time: `forks[task]`. Over all elements there are only
      `sum(list)` and `len(list)`.
      """)
  static let notAList = DiagnosticCode(
    id: "S0315", name: "not-a-list", summary: "an index on something that has no elements",
    explanation: """
      Only lists of `state` and families of `locks` have elements. Locals are single values.
      """)
  static let indexOutOfRange = DiagnosticCode(
    id: "S0316", name: "index-out-of-range", summary: "an index that no element has",
    explanation: """
      Elements are counted from 0, so the last one of five is 4. An index that is computed while the task runs is
      checked then, and fails the task.
      """)
  static let alwaysFails = DiagnosticCode(
    id: "S0317", name: "always-fails", summary: "arithmetic that can only fail",
    explanation: """
      The operands are constants, and the operation has no result: a division by zero, or one beyond 64 bits. A task
      that came here would end with an error.
      """)
  static let atomicReadsOther = DiagnosticCode(
    id: "S0318", name: "atomic-reads-other", summary: "an `atomic` step that reads another shared variable",
    explanation: """
      `atomic` changes one variable in one indivisible step, computed from its old value and the task's locals, as the
      hardware's read-modify-write does. Reading a second variable could not be part of it.

      ```yaml
      - atomic: { balance: balance - fee }      # `fee` is shared, too
      ```

      Read the other variable into a local before, or hold a lock around plain `set` steps.
      """)
  static let notShared = DiagnosticCode(
    id: "S0319", name: "not-shared", summary: "an atomic change of a task's own local",
    explanation: """
      `atomic` and `cas` are for variables of `state`. A local belongs to one task; nobody can come in between, and
      `set` does the same.
      """)
  static let localOfSibling = DiagnosticCode(
    id: "S0320", name: "local-of-sibling", summary: "two branches of `parallel` use one local",
    explanation: """
      Branches of `parallel` run at the same time. What one sets is seen by the others only after they have joined, and
      two cannot set the same local. Share the value through `state`, where such races are what is studied.
      """)
  static let returnInBranch = DiagnosticCode(
    id: "S0321", name: "return-in-branch", summary: "a `return` inside of `parallel`",
    explanation: """
      `return` ends the task with its result. A branch is only a part of the task, and its siblings still run. Set a
      local in the branch and return it after the `parallel` step.
      """)
  static let unreachableStep = DiagnosticCode(
    id: "S0322", name: "unreachable-step", summary: "steps that no path leads to",
    explanation: """
      After a `return`, a `fail` or an endless `while: true`, nothing goes on, so what follows never runs. This is a
      warning: the scenario can be run.
      """)
  static let lockMode = DiagnosticCode(
    id: "S0323", name: "lock-mode", summary: "reading or writing mode on something without modes",
    explanation: """
      `lock: { table: read }` is for locks declared as `{ kind: read_write }`. A mutex, a reentrant lock and a semaphore
      have one way to be taken only.
      """)
  static let notReadableHere = DiagnosticCode(
    id: "S0324", name: "not-readable-here", summary: "something that has no value at this place",
    explanation: """
      Checks look at the state of the whole run, so the names of one task (`task`, `worker`, locals) mean nothing there.
      The number of items in a queue can be read by steps, not by a check.
      """)
  package static let checkNeedsExplore = DiagnosticCode(
    id: "S0325", name: "check-needs-explore", summary: "a check that a real run cannot judge",
    explanation: """
      `eventually`, `never: data_race` and `never: starvation` speak about every possible run. One real run can neither
      prove nor refute them, so they are left unjudged until the scenario is explored. This is a warning.
      """)
}

/// The findings about what steps, checks and declarations mean.
package enum StepCodes {
  package static let all: [DiagnosticCode] = [
    .unknownName, .wrongKindOfName, .localNotSet, .typeMismatch, .listWithoutIndex, .notAList, .indexOutOfRange,
    .alwaysFails, .atomicReadsOther, .notShared, .localOfSibling, .returnInBranch, .unreachableStep,
    .lockMode, .notReadableHere, .checkNeedsExplore,
  ]
}
