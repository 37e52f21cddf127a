// What the workers share: state, locks, semaphores, conditions, barriers, queues.

extension ScenarioFields {
  private static let mostWords: Int64 = 1_000_000

  static let shared = [state, locks, semaphores, conditions, barriers, queues]

  private static let word = FieldType.either([.integer(Int64.min...Int64.max), .boolean])

  private static let state = Field(
    "state",
    .mapping(
      .identifier,
      .either([
        .integer(Int64.min...Int64.max), .boolean, .list(word, minimum: 1, maximum: Int(mostWords)),
        .object(
          ObjectType(
            name: "a filled list", summary: "A list of equal values",
            fields: [
              Field(
                "count", .integer(1...mostWords), required: true, summary: "How many elements", examples: ["5"]),
              Field("value", word, required: true, summary: "What each of them is at the start", examples: ["false"]),
            ])),
      ])),
    summary: "Shared variables and what they are at the start: 64-bit integers, booleans, fixed lists of them",
    examples: ["{ balance: 1000, open: true, forks: [0, 0, 0], flags: { count: 5, value: false } }"])

  private static let locks = Field(
    "locks",
    .either([
      .list(.name(.identifier)),
      .mapping(
        .identifier,
        .either([
          .integer(1...mostWords),
          .object(
            ObjectType(
              name: "a lock", summary: "A lock or a family of them",
              fields: [
                Field(
                  "kind",
                  .choice([
                    .init("mutex", "one holder, who may not take it twice"),
                    .init("reentrant", "one holder, who may take it again"),
                    .init("read_write", "one writer or any number of readers"),
                  ]), default: "mutex", summary: "Who may hold it", examples: ["read_write"]),
                Field(
                  "count", .integer(1...mostWords), summary: "Makes a family `name[0]`, `name[1]`, …",
                  examples: ["5"]),
              ])),
        ])),
    ]),
    summary: "Locks: names of mutexes, or a mapping; a number makes a family `fork[0]` … `fork[4]`",
    examples: ["[account]", "{ account: { kind: reentrant }, fork: 5 }"])

  private static let semaphores = Field(
    "semaphores", .mapping(.identifier, .integer(0...1_000_000_000)),
    summary: "Semaphores and their permits at the start", examples: ["{ gate: 10 }"])

  private static let conditions = Field(
    "conditions", .mapping(.identifier, .name(.identifier)),
    summary: "Condition variables, each with the lock that guards it", examples: ["{ not_full: account }"])

  private static let barriers = Field(
    "barriers", .mapping(.identifier, .integer(1...1_000_000_000)),
    summary: "Barriers and how many must arrive before any goes on", examples: ["{ start: 4 }"])

  private static let queues = Field(
    "queues",
    .mapping(
      .identifier,
      .object(
        ObjectType(
          name: "a queue", summary: "Hands items from role to role",
          fields: [
            Field(
              "capacity", .either([.integer(0...100_000_000), unbounded("no bound; the report tells the peak")]),
              default: "64", summary: "The most items it holds; 0 hands over directly, as a rendezvous",
              examples: ["32", "unbounded"]),
            Field(
              "order",
              .choice([
                .init("fifo", "first in, first out"), .init("lifo", "last in, first out"),
                .init("priority", "the smallest value first"),
              ]), default: "fifo", summary: "Which item is taken next", examples: ["priority"]),
            Field(
              "full",
              .choice([
                .init("block", "waits for room"), .init("drop", "drops the item and counts it"),
                .init("fail", "fails the task"),
              ]), default: "block", summary: "What a put does when there is no room", examples: ["drop"]),
            Field(
              "backend", .choice([.init("memory", "memory that all workers share")]), default: "memory",
              summary: "Where the items are kept", examples: ["memory"]),
          ]))),
    summary: "Queues between roles", examples: ["{ raw: { capacity: 32 } }"])
}
