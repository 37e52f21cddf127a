// An exploration and its schedules in JSON.
import ScenarioModel
import ScenarioSyntax

enum ExplorationShapes {
  static let exploration = Shape<ExplorationRecord>(
    "exploration", "A search through every state that the scenario can reach.",
    [
      Member("states", "Distinct states", .natural) { $0.states },
      Member("transitions", "Steps that were tried from them", .natural) { $0.transitions },
      Member("depth", "Steps to the state that is farthest from the beginning", .natural) { $0.depth },
      Member("ends", "States in which nobody could go on", .natural) { $0.ends },
      Member("complete", "Nothing that can be reached was left out", .flag) { $0.isComplete },
      Member("limit", "Why it ended early; null when it did not, or with a violation", .optional(.text)) { $0.limit },
      Member(
        "undecided", "Why it is not known whether runs can go wrong without an end; null when it is", .optional(.text)
      ) { $0.undecided },
      Member("time_ns", "How long the search took", .natural) { $0.time },
      Member("memory_bytes", "For the states and the way back", .natural) { $0.memory },
      Member("threads", "Threads that searched", .natural) { $0.threads },
      Member("exact", "States were compared whole, not by fingerprints", .flag) { $0.isExact },
      Member("miss_probability", "A bound on the chance that a state was missed", .real) { $0.missProbability },
      Member("reductions", "Ways of looking at fewer states", .list(.object(reduction))) { $0.reductions },
      Member("unreached", "Steps that no run can reach", .list(.object(PlaceShapes.step))) { $0.unreached },
      Member("warnings", "What no check forbids", .list(.object(warning))) { $0.warnings },
      Member("sampling", "Schedules drawn instead of a search; null for a search", .optional(.object(sampling))) {
        $0.sampling
      },
      Member("counterexample", "The nearest violation; null without one", .optional(.object(violation))) {
        $0.violations.first
      },
      Member("violations", "All violations that were listed", .list(.object(violation))) { $0.violations },
    ])

  static let sampling = Shape<ExplorationRecord.Sampling>(
    "sampling", "Schedules that were drawn by chance.",
    [
      Member("schedules", "How many were walked", .natural) { $0.schedules },
      Member("seed", "What they were drawn from", .seed) { $0.seed },
      Member("depth", "Steps that a bug needs in a certain order", .natural) { $0.depth },
      Member("chance", "The least chance that a bug of that depth would have been found", .real) { $0.chance },
    ])

  static let reduction = Shape<ExplorationRecord.Reduction>(
    "reduction", "A way of looking at fewer states without missing an answer.",
    [
      Member("name", "Its name", .text) { $0.name },
      Member("on", "It was used", .flag) { $0.isOn },
      Member("note", "Where it cannot do anything, why", .optional(.text)) { $0.note },
    ])

  static let warning = Shape<ExplorationRecord.Warning>(
    "exploration_warning", "Locks taken in different orders, or items that are left in a queue.",
    [
      Member("message", "What it is", .text) { $0.message },
      Member("steps", "Where it is written", .list(.object(PlaceShapes.step))) { $0.steps },
    ])

  static let violation = Shape<ExplorationRecord.Violation>(
    "violation", "Something wrong that a schedule leads to.",
    [
      Member("finding", "What is wrong", .object(RunShapes.finding)) { $0.finding },
      Member("shortest", "No schedule with fewer steps leads to it", .flag) { $0.isShortest },
      Member("schedule", "A way to it", .object(schedule)) { $0.schedule },
    ])

  static let worker = Shape<ScheduleRecord.Worker>(
    "schedule_worker", "Who takes steps in a schedule.",
    [
      Member("role", "Its role", .text) { $0.role },
      Member("worker", "Its number in the role", .natural) { $0.number },
    ])

  static let access = Shape<ScheduleRecord.Access>(
    "schedule_access", "A shared word that a step read or wrote.",
    [
      Member("variable", "Which word", .text) { $0.variable },
      Member("value", "What was read or written; 0 and 1 for truth values", .whole) { $0.value },
      Member("write", "A write, else a read", .flag) { $0.isWrite },
    ])

  static let step = Shape<ScheduleRecord.Step>(
    "schedule_step", "One step of one worker.",
    [
      Member("worker", "Position in `workers`", .natural) { $0.worker },
      Member("task", "Its task; null where tasks cannot be told apart", .optional(.whole)) { $0.task },
      Member("branch", "0 for the task itself, else one of its branches", .natural) { $0.branch },
      Member("step", "Where it is written", .optional(.object(PlaceShapes.step))) { $0.step },
      Member("action", "What it did", .text) { $0.action },
      Member("accesses", "The shared words that it read and wrote", .list(.object(access))) { $0.accesses },
      Member("state", "The shared state after it, by column", .list(.text)) { $0.state },
      Member("changed", "The columns that it changed", .list(.natural)) { $0.changed },
      Member("switch", "Another worker was at it before", .flag) { $0.isSwitch },
      Member("preemption", "And that one could have gone on", .flag) { $0.isPreemption },
      Member("stale", "It uses a value that had changed since it was read", .flag) { $0.isStale },
      Member("choice", "Which way it went, where it could go in several", .natural) { $0.choice },
      Member("problem", "What went wrong with it", .optional(.text)) { $0.problem },
    ])

  static let schedule = Shape<ScheduleRecord>(
    "schedule", "One interleaving, step by step.",
    [
      Member("workers", "Who takes steps", .list(.object(worker))) { $0.workers },
      Member("columns", "Names of what is shared", .list(.text)) { $0.columns },
      Member("initial", "Its values in the beginning", .list(.text)) { $0.initial },
      Member("steps", "The steps in their order", .list(.object(step))) { $0.steps },
      Member(
        "cycle_start", "Position of the first step that repeats for ever, to the last; null when it ends",
        .optional(.natural)
      ) { $0.cycleStart },
      Member("preemptions", "Switches away from a worker that could have gone on", .natural) { $0.preemptions },
      Member("why", "One sentence on why it goes wrong, where a rule knows", .optional(.text)) { $0.why },
    ])

  /// Everything that the schema has to define.
  static var definitions: [(name: String, schema: JSONValue)] {
    [
      exploration.definition, sampling.definition, reduction.definition, warning.definition, violation.definition,
      worker.definition, access.definition, step.definition, schedule.definition,
    ]
  }
}
