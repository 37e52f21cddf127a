// Roles: what is done, by whom, from where and to where. The short form has the same fields at the top level.

extension ScenarioFields {
  /// More workers or tasks than this are taken for a slip of the keyboard.
  static let mostWorkers: Int64 = 1_000_000
  static let mostTasks: Int64 = 1_000_000_000_000

  /// What one task does.
  package static func workload(catalog: Catalog) -> VariantType {
    VariantType(
      name: "workload", summary: "What one task does", discriminator: "type",
      variants: catalog.workloads.map { ObjectType(name: $0.name, summary: $0.summary, fields: $0.fields) },
      unavailable: catalog.unavailableWorkloads)
  }

  /// Who runs the tasks.
  package static func strategy(catalog: Catalog) -> VariantType {
    VariantType(
      name: "strategy", summary: "Who runs the tasks", discriminator: "executor",
      variants: catalog.executors.map { ObjectType(name: $0.name, summary: $0.summary, fields: $0.fields) },
      unavailable: catalog.unavailableExecutors)
  }

  /// The long form: several groups of workers.
  static func roles(catalog: Catalog) -> Field {
    var fields = work(catalog: catalog)
    fields[0].isRequired = true
    let role = ObjectType(
      name: "a role", summary: "A group of workers that do the same work",
      fields: fields + [
        Field(
          "from", queueNames(minimum: 1), summary: "Queues to take tasks from, one item each; whichever has one",
          examples: ["raw", "[urgent, normal]"]),
        Field(
          "into", queueNames(minimum: 1), summary: "Queues that each get a copy of every task's result",
          examples: ["small", "[store, log]"]),
      ])
    return Field(
      "roles", .mapping(.label, .object(role), minimum: 1),
      summary: "The long form: groups of workers by name; a top-level `strategy` is their default",
      examples: ["{ main: { workload: noop, workers: 2, tasks: 100 } }"])
  }

  /// What a role says about its work, and what the short form says at the top level.
  static func work(catalog: Catalog) -> [Field] {
    [
      Field(
        "workload", .variants(workload(catalog: catalog)), summary: "What one task does; a bare type has its defaults",
        examples: ["sleep", "{ type: sleep, duration: 2s }"]),
      Field(
        "strategy", .variants(strategy(catalog: catalog)), default: "serial",
        summary: "Who runs the tasks; a bare executor has its defaults",
        examples: ["thread", "{ executor: thread, spawn: per_task }"]),
      Field(
        "workers", .either([.integer(1...mostWorkers), unbounded("As many as there are tasks; `async` only")]),
        default: "1", summary: "How many work at the same time", examples: ["4", "unbounded"]),
      Field(
        "tasks", .integer(0...mostTasks), summary: "How many tasks there are; one for each worker if nothing says more",
        examples: ["100"]),
      Field(
        "items", .list(.either([.integer(Int64.min...Int64.max), .boolean])),
        summary: "The input of each task, and so their number; without it a task's input is its index",
        examples: ["[3, 1, 4, 1, 5]"]),
      Field(
        "rate", .either([.rate, .list(.rate, minimum: 2)]),
        summary: "Tasks arrive at this rate for `measure.duration`, whether or not a worker is free; of several rates, "
          + "from one to the next in equal parts of that time",
        examples: ["200/s", "[10/s, 200/s, 200/s]"]),
      Field(
        "arrivals",
        .choice([
          .init("constant", "evenly spaced"), .init("poisson", "independent of each other, as from many users"),
        ]), default: "constant", summary: "How the arrivals of a `rate` are spaced", examples: ["poisson"]),
      Field(
        "collect",
        .choice([
          .init("ordered", "in the order of the tasks"), .init("completed", "each as soon as it is there"),
        ]), default: "ordered", summary: "In which order results leave the role", examples: ["completed"]),
    ]
  }

  static func unbounded(_ summary: String) -> FieldType { .choice([.init("unbounded", summary)]) }

  private static func queueNames(minimum: Int) -> FieldType {
    .either([.name(.identifier), .list(.name(.identifier), minimum: minimum)])
  }
}
