// One run in JSON: its verdict, times, findings and traces.
import ScenarioModel
import ScenarioSyntax

enum RunShapes {
  /// A shared variable's value: a number, a truth value, or a list of them.
  static let value = Wire<StateValue>([
    "anyOf": [
      ["type": ["integer", "boolean"]], ["type": "array", "items": ["type": ["integer", "boolean"]]],
    ]
  ]) { variable in
    let words = variable.words.map { variable.isBoolean ? JSONValue.bool($0 != 0) : .int($0) }
    return variable.isList ? .array(words) : words.first ?? .null
  }

  static let state = Wire<[StateValue]>(["type": "object", "additionalProperties": .object(value.schema)]) { all in
    .object(Dictionary(all.map { ($0.name, value.encode($0)) }) { $1 })
  }

  static let counters = Wire<[NamedValue]>(["type": "object", "additionalProperties": ["type": "integer"]]) { all in
    .object(Dictionary(all.map { ($0.name, .int($0.value)) }) { $1 })
  }

  static let held = Shape<WaitDescription.Held>(
    "held", "Something that a strand holds.",
    [
      Member("object", "What it holds", .text) { $0.object },
      Member("step", "The step that acquired it", .optional(.object(PlaceShapes.step))) { $0.step },
    ])

  static let wait = Shape<WaitDescription>(
    "wait", "What one strand held and waited for.",
    [
      Member("strand", "Who", .object(PlaceShapes.strand)) { $0.strand },
      Member("holds", "What it held", .list(.object(held))) { $0.holds },
      Member("waits_for", "What it waited for; null when it was running", .optional(.text)) { $0.waitsFor },
      Member("step", "The step it was at", .optional(.object(PlaceShapes.step))) { $0.step },
      Member("ended", "Whether it had ended and never given back what it held", .flag) { $0.hasEnded },
    ])

  static let finding = Shape<Finding>(
    "finding", "Something wrong with a run.",
    [
      Member("kind", "What kind of thing", .word) { $0.kind },
      Member("message", "One sentence", .text) { $0.message },
      Member("check", "The check that did not hold", .optional(.text)) { $0.check },
      Member("strand", "Who was at it", .optional(.object(PlaceShapes.strand))) { $0.strand },
      Member("step", "At which step", .optional(.object(PlaceShapes.step))) { $0.step },
      Member("waits", "Who held and waited for what", .list(.object(wait))) { $0.waits },
    ])

  static let disturbance = Shape<Disturbance>(
    "disturbance", "Signs that the machine, not the scenario, shaped the run.",
    [
      Member("stolen", "Share of CPU time taken by the hypervisor, 0 to 1", .real) { $0.stolen },
      Member("other_load", "Share of CPU time taken by other programs, 0 to 1", .real) { $0.otherLoad },
      Member("throttled_ns", "How long the quota kept it waiting", .natural) { $0.throttled },
      Member(
        "queued", "Share of their ready time in which workers had no processor, without the run's own fault, 0 to 1",
        .real
      ) { $0.queued },
    ])

  static let privateState = Shape<PrivateState>(
    "private_state", "A worker's own copy of the state at the end.",
    [
      Member("role", "The worker's role", .text) { $0.role },
      Member("worker", "The worker's number", .natural) { $0.worker },
      Member("state", "Its copy", state) { $0.state },
    ])

  static let logLine = Shape<LogLine>(
    "log_line", "A traced line.",
    [
      Member("time_ns", "Since the start", .natural) { $0.time },
      Member("strand", "Who", .object(PlaceShapes.strand)) { $0.strand },
      Member("text", "What it said", .text) { $0.text },
    ])

  static let access = Shape<SharedAccess>(
    "access", "A read or write of a watched shared word, around the first violation.",
    [
      Member("time_ns", "Since the start", .natural) { $0.time },
      Member("strand", "Who", .object(PlaceShapes.strand)) { $0.strand },
      Member("write", "A write, else a read", .flag) { $0.isWrite },
      Member("variable", "Which word", .text) { $0.variable },
      Member("value", "What was read or written", .whole) { $0.value },
      Member("step", "By which step", .optional(.object(PlaceShapes.step))) { $0.step },
    ])

  static let blockedLoop = Shape<BlockedLoop>(
    "blocked_loop", "A step that kept an event loop from running others.",
    [
      Member("role", "Whose loop", .text) { $0.role },
      Member("step", "Which step", .optional(.object(PlaceShapes.step))) { $0.step },
      Member("occurrences", "How often", .natural) { $0.occurrences },
      Member("longest_ns", "The longest", .natural) { $0.longest },
      Member("total_ns", "All together", .natural) { $0.total },
    ])

  static let run = Shape<RunRecord>(
    "run", "One measured run.",
    [
      Member("verdict", "How it ended", .name) { $0.verdict },
      Member("elapsed_ns", "From the opening of the start gate to the end of the last task", .natural) { $0.elapsed },
      Member("cut_short", "It was ended from outside, so its time is no sample of the work", .flag) { $0.wasCutShort },
      Member("startup_ns", "From the order to start workers until all were ready", .natural) { $0.startup },
      Member("digest", "Of the tasks' results, in any order", .hexadecimal) { $0.digest },
      Member("counters", "Named counters", counters) { $0.counters },
      Member("state", "Final shared state", state) { $0.state },
      Member("cpu_ns", "CPU time of all processes; null when not measured", .optional(.natural)) {
        $0.usage.isEmpty ? nil : $0.cpu
      },
      Member("memory_bytes", "The processes' peaks together; null when not measured", .optional(.natural)) {
        $0.usage.isEmpty ? nil : $0.memory
      },
      Member("findings", "What is wrong with it, most telling first", .list(.object(finding))) { $0.findings },
      Member("failures_dropped", "How many more tasks failed than findings tell of", .natural) { $0.failuresDropped },
      Member("private_states", "Copies of processes that share nothing", .list(.object(privateState))) {
        $0.privateStates
      },
      Member("disturbance", "What the machine did to it", .optional(.object(disturbance))) { $0.disturbance },
      Member("blocked_loops", "Steps that held an event loop", .list(.object(blockedLoop))) { $0.blockedLoops },
      Member("log", "Traced lines in time order, the kept ones", .list(.object(logLine))) { $0.log },
      Member("log_dropped", "How many more lines there were", .natural) { $0.logDropped },
      Member("accesses", "Shared accesses around the first violation", .list(.object(access))) { $0.accesses },
    ])
}
