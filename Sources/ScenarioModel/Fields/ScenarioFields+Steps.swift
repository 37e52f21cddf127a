// The verbs of step programs, as data: operand first, then what may go with it.

extension ScenarioFields {
  /// All verbs.
  package static func steps(catalog: Catalog) -> VerbType {
    VerbType(
      name: "step", summary: "One step of a program: a mapping with one verb",
      verbs: variables + control + synchronisation + queueing + time
        + [run(catalog: catalog), parallel, choose] + reporting)
  }

  private static let local = FieldType.name(.identifier)
  private static let resource = FieldType.either([
    .name(.target),
    .mapping(
      .target,
      .choice([.init("read", "shared with other readers"), .init("write", "alone")]), minimum: 1, maximum: 1),
  ])

  private static let variables = [
    verb(
      "set", .mapping(.target, .expression, minimum: 1),
      "Evaluates, then writes, in order; every read of a shared variable is one atomic step, the write another",
      ["{ balance: balance - 800 }"]),
    verb(
      "atomic", .mapping(.target, .expression, minimum: 1, maximum: 1),
      "One indivisible read-modify-write; the expression may read the variable itself and locals only",
      ["{ balance: balance - 800 }"],
      with: [Field("old", local, summary: "Receives the value before it", examples: ["before"])]),
    verb(
      "cas", .mapping(.target, .list(.expression, minimum: 2, maximum: 2), minimum: 1, maximum: 1),
      "Compare and swap: writes the second value if the variable equals the first", ["{ balance: [seen, seen - 800] }"],
      with: [Field("into", local, summary: "Receives whether it did", examples: ["swapped"])]),
  ]

  private static let body = Field(
    "do", .steps, required: true, summary: "The steps inside", examples: ["[{ yield: null }]"])

  private static let control = [
    verb(
      "if", .expression, "Chooses between two lists of steps", ["balance >= 800"],
      with: [
        Field("then", .steps, required: true, summary: "Steps when it holds", examples: ["[{ count: paid }]"]),
        Field("else", .steps, summary: "Steps when it does not", examples: ["[{ count: refused }]"]),
      ]),
    verb("while", .expression, "Repeats while it holds", ["left > 0"], with: [body]),
    verb(
      "repeat", .expression, "Repeats a number of times", ["10"],
      with: [body, Field("as", local, summary: "Receives 0, 1, 2, … in turn", examples: ["i"])]),
  ]

  private static let synchronisation = [
    verb(
      "lock", resource,
      "Acquires a lock or semaphore, runs the steps, and releases it, also when a step inside fails",
      ["account", "fork[task]", "{ table: read }"], with: [body]),
    verb("acquire", resource, "Waits for a lock or a permit and keeps it", ["account"]),
    verb("release", resource, "Gives a lock or a permit back", ["account"]),
    verb(
      "try", resource, "Takes a lock or a permit if it is free; never waits", ["account"],
      with: [Field("into", local, required: true, summary: "Receives whether it was", examples: ["got"])]),
    verb(
      "wait", local, "Releases a condition's lock, waits to be woken, and takes the lock again; test again afterwards",
      ["not_full"]),
    verb("signal", local, "Wakes one that waits for a condition", ["not_full"]),
    verb("broadcast", local, "Wakes all that wait for a condition", ["not_full"]),
    verb("await", .expression, "Waits until it holds", ["ready == 4"]),
    verb("barrier", local, "Waits until as many have come as the barrier is for", ["start"]),
  ]

  private static let queueing = [
    verb(
      "put", .mapping(.identifier, .expression, minimum: 1, maximum: 1), "Puts a value into a queue", ["{ raw: task }"]),
    verb(
      "get", .mapping(.identifier, local, minimum: 1, maximum: 1), "Takes an item from a queue into a local",
      ["{ raw: item }"],
      with: [
        Field(
          "else", .steps, summary: "Steps when the queue is closed and empty, which else fails the task",
          examples: ["[{ count: done }]"])
      ]),
    verb("close", local, "Closes a queue: nothing more will be put", ["raw"]),
  ]

  private static let time = [
    verb("sleep", .duration(0...hour * 24), "Lets time pass without the CPU", ["100ms"]),
    verb("compute", .duration(0...hour * 24), "Uses that much time of the CPU", ["5ms"]),
    verb("yield", .nothing, "A point at which others may run", ["null"]),
  ]

  private static func run(catalog: Catalog) -> ObjectType {
    verb(
      "run", .variants(workload(catalog: catalog)), "One task of any workload, inline",
      ["sleep", "{ type: sleep, duration: 1ms }"],
      with: [
        Field("into", local, summary: "Receives its result", examples: ["result"]),
        Field(
          "assume", .list(.integer(Int64.min...Int64.max)), summary: "Results that `explore` supposes",
          examples: ["[0, 1]"]),
      ])
  }

  private static let parallel = verb(
    "parallel", .mapping(.label, .steps, minimum: 1),
    "Branches that run at the same time on the role's executor, joined before the next step",
    ["{ a: [{ sleep: 1ms }], b: [{ sleep: 2ms }] }"])

  private static let choose = verb(
    "choose", .mapping(.target, .list(.expression, minimum: 1), minimum: 1, maximum: 1),
    "Any of the values: drawn by seed when run, all of them when explored", ["{ x: [1, 2, 3] }"])

  private static let reporting = [
    verb("count", local, "Adds one to a named counter", ["paid"]),
    verb("log", .text, "A traced line; `{expression}` stands for a value", ["paid, {balance} left"]),
    verb("assert", .expression, "A check at this point", ["balance >= 0"]),
    verb("fail", .text, "Fails the task with this message", ["out of money"]),
    verb("return", .expression, "Ends the task with this result", ["balance"]),
  ]

  private static func verb(
    _ name: String, _ operand: FieldType, _ summary: String, _ examples: [String], with companions: [Field] = []
  ) -> ObjectType {
    ObjectType(
      name: name, summary: summary,
      fields: [Field(name, operand, required: true, summary: summary, examples: examples)] + companions)
  }
}

extension WorkloadDescriptor {
  /// The workload that is a program of steps: compiled by the model itself.
  package static let steps = WorkloadDescriptor(
    name: "steps", summary: "A program of steps", boundBy: .itself,
    fields: [
      Field(
        "steps", .steps, required: true, summary: "The steps, in order",
        examples: ["[{ set: { balance: balance - 800 } }]"])
    ], compile: nil)
}
