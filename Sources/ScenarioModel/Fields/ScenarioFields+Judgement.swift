// What must hold whatever the schedule, and what this run shall show.

extension ScenarioFields {
  static let check = Field(
    "check", .list(.verbs(checks)), summary: "What is right, whatever the schedule",
    examples: ["[{ always: balance >= 0 }, { finally: balance == 0, name: all is spent }]"])

  static let expect = Field(
    "expect", .list(.expectation),
    summary: "What this run shall show; decides the exit code; without it `verdict == ok`",
    examples: ["[verdict == violated, speedup >= 1.6 for process, p99 < 500ms]"])

  private static let checks = VerbType(
    name: "check", summary: "A property",
    verbs: [
      check("always", .expression, "Holds in every state", example: "balance >= 0"),
      check("finally", .expression, "Holds when all tasks have ended", example: "balance == 0"),
      check(
        "eventually", .expression, "Comes to hold in every fair run; judged by `explore` only", example: "served == 5",
        with: [fairness]),
      check(
        "never",
        .choice([
          .init("deadlock", "everyone waits and nothing can wake them; always checked"),
          .init("data_race", "judged by `explore` only"), .init("starvation", "judged by `explore` only"),
        ]), "Does not happen", example: "deadlock", with: [fairness]),
    ])

  private static let fairness = Field(
    "fairness",
    .choice([
      .init("weak", "who can go on from some time on without a break gets a turn"),
      .init("strong", "who can go on again and again gets a turn"),
      .init("none", "somebody may never get a turn"),
    ]), default: "weak", summary: "Endless runs that `eventually` and `never: starvation` speak about",
    examples: ["strong"])

  private static func check(
    _ verb: String, _ operand: FieldType, _ summary: String, example: String, with more: [Field] = []
  ) -> ObjectType {
    ObjectType(
      name: verb, summary: summary,
      fields: [
        Field(verb, operand, required: true, summary: summary, examples: [example]),
        Field("name", .text, summary: "What reports call it; its own text otherwise", examples: ["no overdraft"]),
      ] + more)
  }
}
