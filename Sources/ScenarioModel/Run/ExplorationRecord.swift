// What an exploration of all interleavings has come to.

/// A search through every state that a scenario can reach.
package struct ExplorationRecord: Sendable, Hashable {
  /// A way of looking at fewer states without missing an answer.
  package struct Reduction: Sendable, Hashable {
    /// `symmetry`, `dead_registers`, `partial_order`.
    package var name: String
    package var isOn: Bool
    /// Where it cannot do anything, why; one sentence, lower case.
    package var note: String?
    package init(name: String, isOn: Bool, note: String? = nil) {
      self.name = name
      self.isOn = isOn
      self.note = note
    }
  }

  /// Distinct states that were kept.
  package var states: Int
  /// Steps that were tried from them.
  package var transitions: Int
  /// Steps from the beginning to the state that is farthest from it.
  package var depth: Int
  /// States in which nobody could go on.
  package var ends: Int
  /// Nothing that can be reached was left out.
  package var isComplete: Bool
  /// Why it ended early, as a clause: "the limit of 1,000 states was reached"; nil when a violation ended it, or nothing.
  package var limit: String?
  /// Nanoseconds.
  package var time: Int64
  /// Bytes for the states, their table and what is kept to find the way back.
  package var memory: Int
  package var reductions: [Reduction]
  /// States were compared whole; else by fingerprints of 64 bits.
  package var isExact: Bool
  /// Threads that searched.
  package var threads: Int
  /// Steps of the file that no run can reach; only of a complete search.
  package var unreached: [StepSite]
  /// Why it was not decided whether runs can go wrong without an end, by waiting or going round for ever; a clause, nil
  /// where that was decided, or cannot happen.
  package var undecided: String?
  /// What is no violation and better known.
  package var warnings: [Warning] = []
  /// What can go wrong, nearest first, each with a way to it; only the nearest unless all were asked for.
  package var violations: [Violation]
  /// Schedules were drawn instead of everything being searched; nil for a search.
  package var sampling: Sampling?

  /// Schedules drawn by chance.
  package struct Sampling: Sendable, Hashable {
    /// How many were walked.
    package var schedules: Int
    package var seed: UInt64
    /// A bug of this depth, one that needs so many steps in a certain order, …
    package var depth: Int
    /// … would have been found with at least this chance.
    package var chance: Double
    package init(schedules: Int, seed: UInt64, depth: Int, chance: Double) {
      self.schedules = schedules
      self.seed = seed
      self.depth = depth
      self.chance = chance
    }
  }

  /// Something that no check forbids: locks taken in different orders, items that are left in a queue.
  package struct Warning: Sendable, Hashable {
    /// One sentence, lower case.
    package var message: String
    /// Where it is written, if anywhere.
    package var steps: [StepSite]
    package init(message: String, steps: [StepSite]) {
      self.message = message
      self.steps = steps
    }
  }

  /// Something wrong that a schedule leads to.
  package struct Violation: Sendable, Hashable {
    package var finding: Finding
    package var schedule: ScheduleRecord
    /// No schedule with fewer steps leads to it.
    package var isShortest: Bool
    package init(finding: Finding, schedule: ScheduleRecord, isShortest: Bool) {
      self.finding = finding
      self.schedule = schedule
      self.isShortest = isShortest
    }
  }

  package init(
    states: Int, transitions: Int, depth: Int, ends: Int, isComplete: Bool, limit: String?, time: Int64, memory: Int,
    reductions: [Reduction], isExact: Bool, threads: Int, unreached: [StepSite] = [], violations: [Violation] = []
  ) {
    self.states = states
    self.transitions = transitions
    self.depth = depth
    self.ends = ends
    self.isComplete = isComplete
    self.limit = limit
    self.time = time
    self.memory = memory
    self.reductions = reductions
    self.isExact = isExact
    self.threads = threads
    self.unreached = unreached
    self.violations = violations
  }

  /// An upper bound on the probability that two states were taken for one, and something was missed; 0 when exact.
  ///
  /// n states have n (n - 1) / 2 pairs, each of which meets with probability 2^-64.
  package var missProbability: Double {
    isExact ? 0 : min(1, Double(states) * Double(max(0, states - 1)) / 2 / 18_446_744_073_709_551_616)
  }
}

/// One interleaving, step by step.
package struct ScheduleRecord: Sendable, Hashable {
  /// Who takes steps: a column of the table.
  package struct Worker: Sendable, Hashable {
    package var role: String
    package var number: Int
    package init(role: String, number: Int) {
      self.role = role
      self.number = number
    }
  }

  /// A shared word that a step read or wrote.
  package struct Access: Sendable, Hashable {
    /// `balance`, `forks[2]`.
    package var variable: String
    package var value: Int64
    package var isBoolean: Bool
    package var isWrite: Bool
    package init(variable: String, value: Int64, isBoolean: Bool, isWrite: Bool) {
      self.variable = variable
      self.value = value
      self.isBoolean = isBoolean
      self.isWrite = isWrite
    }
  }

  package struct Step: Sendable, Hashable {
    /// Position in `workers`.
    package var worker: Int
    package var task: Int64?
    /// 0 for the task itself, else the number of one of its branches.
    package var branch: Int
    /// Where the instruction is written; nil for taking a task, or handing over its result.
    package var step: StepSite?
    /// The same for a saved schedule: `set@1.0`, or `take`, `deliver`, `number`.
    package var place: String
    /// What it did: "read balance = 1000", "took lock account".
    package var action: String
    package var accesses: [Access]
    /// The columns of the shared state that it changed.
    package var changed: [Int]
    /// The shared state after it, by column.
    package var state: [String]
    /// Another worker was at it before; and that one could have gone on.
    package var isSwitch: Bool
    package var isPreemption: Bool
    /// What this step uses was read before somebody else changed it.
    package var isStale: Bool
    /// What went wrong with it.
    package var problem: String?
    /// How it went where it could have gone in several ways; 0 the first.
    package var choice: Int

    package init(
      worker: Int, task: Int64?, branch: Int, step: StepSite?, place: String, action: String, accesses: [Access],
      changed: [Int], state: [String], isSwitch: Bool, isPreemption: Bool, isStale: Bool, problem: String?, choice: Int
    ) {
      self.worker = worker
      self.task = task
      self.branch = branch
      self.step = step
      self.place = place
      self.action = action
      self.accesses = accesses
      self.changed = changed
      self.state = state
      self.isSwitch = isSwitch
      self.isPreemption = isPreemption
      self.isStale = isStale
      self.problem = problem
      self.choice = choice
    }
  }

  package var workers: [Worker]
  /// Names of the shared variables and queues.
  package var columns: [String]
  /// Their values in the beginning.
  package var initial: [String]
  package var steps: [Step]
  /// The first of the steps that repeat for ever, to the last; nil for a schedule that comes to an end.
  package var cycleStart: Int?
  /// Which of the ways to begin, where choices are made before the first step.
  package var beginning: Int
  /// One sentence on why it went wrong, where a rule knows it.
  package var why: String?

  package init(
    workers: [Worker], columns: [String], initial: [String], steps: [Step], beginning: Int = 0, why: String? = nil
  ) {
    self.workers = workers
    self.columns = columns
    self.initial = initial
    self.steps = steps
    self.beginning = beginning
    self.why = why
  }

  /// Switches away from a worker that could have gone on.
  package var preemptions: Int { steps.count { $0.isPreemption } }
}
