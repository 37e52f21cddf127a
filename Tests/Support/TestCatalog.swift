// A small catalog for tests of the model, which must not know the engine's.
import ScenarioModel

extension Catalog {
  /// Workloads and executors like the real ones; their code is never compiled.
  package static let test = Catalog(
    workloads: [
      WorkloadDescriptor(name: "noop", summary: "Does nothing", boundBy: .processor, fields: [], compile: nil),
      WorkloadDescriptor(
        name: "prime", summary: "Tests whether a number is prime", boundBy: .processor,
        fields: [
          Field(
            "number", .integer(0...Int64.max), default: "112272535095293", summary: "The number", examples: ["97"])
        ],
        compile: nil),
      WorkloadDescriptor(
        name: "sleep", summary: "Waits", boundBy: .waiting,
        fields: [
          Field(
            "duration", .duration(0...3_600_000_000_000), default: "100ms", summary: "How long",
            examples: ["1.5s", "250us"]),
          Field(
            "distribution", .choice([.init("constant", "always the same"), .init("uniform", "between two bounds")]),
            default: "constant", summary: "How it is spread", examples: ["uniform"]),
          Field("spread", .number(0...1), default: "0.5", summary: "How far", examples: ["0.25"]),
          Field("chunk", .size(1...1 << 30), default: "4KiB", summary: "How much", examples: ["1MB"]),
          Field("pace", .rate, summary: "How often", examples: ["200/s"]),
          Field("sync", .boolean, default: "false", summary: "Whether", examples: ["true"]),
        ], compile: nil),
      WorkloadDescriptor(
        name: "exec", summary: "Runs a program", boundBy: .childProgram,
        fields: [
          Field(
            "command", .list(.text, minimum: 1), required: true, summary: "Program and arguments",
            examples: ["[echo, hello]"]),
          Field(
            "environment", .mapping(.identifier, .text), summary: "Variables of the environment",
            examples: ["{ LANG: C }"]),
        ], needs: [.exec], permissions: { _ in [Permission(.exec, "ls")] }, compile: nil),
      .steps,
    ],
    executors: [
      ExecutorDescriptor(
        name: "serial", summary: "One after another", worker: "the calling thread", fields: []),
      ExecutorDescriptor(
        name: "thread", summary: "Threads", worker: "a thread",
        fields: [
          Field(
            "spawn", .choice([.init("pool", "as many as workers"), .init("per_task", "a new one for each task")]),
            default: "pool", summary: "When threads start", examples: ["per_task"]),
          Field(
            "interpreter_lock", .duration(1_000...10_000_000_000), summary: "Models a global interpreter lock",
            examples: ["5ms"]),
        ]),
      ExecutorDescriptor(
        name: "process", summary: "Processes", worker: "a process",
        fields: [
          Field(
            "spawn", .choice([.init("pool", "as many as workers"), .init("per_task", "a new one for each task")]),
            default: "pool", summary: "When processes start", examples: ["per_task"]),
          Field(
            "share", .choice([.init("state", "all share it"), .init("nothing", "each has its own")]), default: "state",
            summary: "What they share", examples: ["nothing"]),
        ]),
      ExecutorDescriptor(
        name: "async", summary: "Coroutines", worker: "a coroutine",
        fields: [Field("loops", .integer(1...64), default: "1", summary: "Event loops", examples: ["2"])],
        allowsUnboundedWorkers: true),
    ], unavailableWorkloads: ["http", "database"], unavailableExecutors: ["explore", "simulate"])
}
