// The findings about a graph: queues, locks, semaphores, barriers and workers taken together.
import ScenarioSyntax

extension DiagnosticCode {
  static let queueCycle = DiagnosticCode(
    id: "S0401", name: "queue-cycle", summary: "roles that feed each other in a circle",
    explanation: """
      A queue closes when every role that puts into it has ended, and a role with `from` ends when its queues are closed
      and empty. On a cycle each waits for the next, so none would ever end.

      ```yaml
      roles:
        fetch: { workload: noop, from: urls, into: pages }
        parse: { workload: noop, from: pages, into: urls }    # fetch -> pages -> parse -> urls -> fetch
      ```

      Break the circle. If a role must feed itself, put by a `put` step and end it with a `close` step when the work is
      known to be done.
      """)
  static let unfedQueue = DiagnosticCode(
    id: "S0402", name: "unfed-queue", summary: "a queue that is taken from and nothing puts into",
    explanation: """
      Tasks come from the items of a queue. Nothing puts into this one: no role has it in `into`, and no step puts into
      it. A role that takes from it would have no task at all. For `get` steps the queue is closed from the start.
      """)
  static let untakenQueue = DiagnosticCode(
    id: "S0403", name: "untaken-queue", summary: "a queue that nothing takes from",
    explanation: """
      Something puts into the queue, and nothing takes from it. A bounded queue that blocks when it is full stops whoever
      puts for ever, which is an error; otherwise items pile up unused, which is a warning.
      """)
  static let neverReleased = DiagnosticCode(
    id: "S0404", name: "never-released", summary: "a semaphore without permits that nothing releases",
    explanation: """
      A semaphore that starts with no permits is a signal: somebody waits, somebody else releases. Here nobody does, so
      whoever acquires it waits for ever.

      ```yaml
      semaphores: { ready: 0 }
      # one role:     - acquire: ready
      # another role: - release: ready
      ```
      """)
  static let takenTwice = DiagnosticCode(
    id: "S0405", name: "taken-twice", summary: "a lock taken again by the task that holds it",
    explanation: """
      A mutex waits until its holder gives it back, also when the holder is the one who waits. The same holds for taking
      a read_write lock for writing while reading it. The task would wait for itself for ever.

      ```yaml
      - lock: account
        do:
          - lock: account      # never goes on
            do: []
      ```

      Take it once, or declare it as `{ kind: reentrant }`.
      """)
  static let unreachableBarrier = DiagnosticCode(
    id: "S0406", name: "unreachable-barrier", summary: "a barrier for more than can ever arrive",
    explanation: """
      A barrier lets nobody through until its count has arrived. There are fewer tasks that come to it, so they all wait
      for ever.
      """)
  static let tooFewAtOnce = DiagnosticCode(
    id: "S0407", name: "too-few-at-once", summary: "a strategy under which too few tasks run at once",
    explanation: """
      The tasks that meet at a barrier must be under way at the same time. There are enough tasks, but too few workers,
      or an executor such as `serial` that runs one after another: those who wait at the barrier keep the others from
      ever starting.

      Give the role more workers, or another executor.
      """)
  static let waitWithoutLock = DiagnosticCode(
    id: "S0408", name: "wait-without-lock", summary: "a `wait` where the condition's lock is not held",
    explanation: """
      `wait` gives the condition's lock back, waits, and takes it again. So the lock must be held where it stands; else
      the task fails, because it cannot give back what it does not have.

      ```yaml
      locks: [account]
      conditions: { not_full: account }
      # …
      - lock: account
        do:
          - while: full
            do: [ { wait: not_full } ]
      ```
      """)
  static let tooManyWorkers = DiagnosticCode(
    id: "S0409", name: "too-many-workers", summary: "more threads or processes than any machine has",
    explanation: """
      A worker of `thread` is an operating-system thread, one of `process` a process. More than 100,000 of them is beyond
      what systems allow. Coroutines of `async` are cheap: there `workers: unbounded` is possible.
      """)
  static let unusedQueue = DiagnosticCode(
    id: "S0410", name: "unused-queue", summary: "a queue that nothing uses",
    explanation: """
      The queue is declared, and neither `from`, `into` nor a step names it. This is a warning.
      """)
}

/// The findings about a graph.
package enum GraphCodes {
  package static let all: [DiagnosticCode] = [
    .queueCycle, .unfedQueue, .untakenQueue, .neverReleased, .takenTwice, .unreachableBarrier, .tooFewAtOnce,
    .waitWithoutLock, .tooManyWorkers, .unusedQueue,
  ]
}
