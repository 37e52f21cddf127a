// The field table of the whole language: what decoder, schema, reference page, lists and hints are derived from.

/// The language for one catalog of workloads and executors.
package struct LanguageTable: Sendable {
  /// The top level of a file.
  package var scenario: ObjectType
  /// What a role's tasks do, by `type`.
  package var workload: VariantType
  /// Who runs them, by `executor`.
  package var strategy: VariantType
  /// What `FieldType.steps` is a list of.
  package var steps: VerbType
}

/// Builds the table; each part of the language has a file of its own.
package enum ScenarioFields {
  /// The whole table.
  package static func table(catalog: Catalog) -> LanguageTable {
    LanguageTable(
      scenario: scenario(catalog: catalog), workload: workload(catalog: catalog), strategy: strategy(catalog: catalog),
      steps: steps(catalog: catalog))
  }

  /// The top level of a file.
  package static func scenario(catalog: Catalog) -> ObjectType {
    ObjectType(
      name: "the scenario", summary: "One file, one scenario",
      fields: heading + work(catalog: catalog) + [roles(catalog: catalog)] + shared + [
        check, expect, measure, compare,
      ],
      allowsExtensions: true)
  }

  private static let heading = [
    Field(
      "scenario", .name(.scenario), required: true, summary: "The scenario's name", examples: ["bank_race"]),
    Field(
      "summary", .text, summary: "One line for lists and reports: the lesson",
      examples: ["Two withdrawals race on one account."]),
    Field(
      "tags", .list(.name(.scenario)), summary: "Names that `batch --tag` selects by", examples: ["[race, bank]"]),
    Field(
      "vars", .mapping(.label, .any),
      summary: "Values that `${name}` stands for in any scalar; `--set name=value` overrides them",
      examples: ["{ pictures: 500, depth: 32 }"]),
    Field(
      "extends", .text,
      summary: "Path of a scenario to start from, relative to this file; mappings merge, lists and scalars replace",
      examples: ["base.yaml"]),
  ]

  private static let measure = Field(
    "measure",
    .object(
      ObjectType(
        name: "measure", summary: "How often and how long to measure",
        fields: [
          Field(
            "warmup", .integer(0...100_000), default: "0", summary: "Runs of each cell that are not counted",
            examples: ["1"]),
          Field(
            "repeat", .integer(1...100_000), default: "1",
            summary: "Counted runs of each cell; without it 10 where `expect` looks for the verdict `violated`, "
              + "`deadlock` or `error`, as one run proves nothing about a race",
            examples: ["30"]),
          Field(
            "duration", .duration(1_000_000...hour * 24), summary: "How long roles with a `rate` produce",
            examples: ["10s"]),
          Field(
            "timeout", .duration(1_000_000...hour * 24), default: "60s",
            summary: "Ends a run with the verdict `timeout`", examples: ["2m"]),
          Field(
            "seed", .integer(0...Int64.max),
            summary: "Fixes everything drawn; without it a seed is chosen and reported", examples: ["7"]),
        ])),
    summary: "How often and how long to measure", examples: ["{ warmup: 1, repeat: 10, timeout: 2m, seed: 7 }"])

  private static let compare = Field(
    "compare",
    .object(
      ObjectType(
        name: "compare",
        summary: "Paths of values to lists of them; the scenario is run once for each combination, the first is the "
          + "baseline, the last path varies fastest",
        fields: [
          Field(
            "skip", .list(.mapping(.anything, .any, minimum: 1)),
            summary: "Combinations to leave out: those in which all of an entry's values are as given",
            examples: ["[{ strategy: serial, workers: 4 }]"])
        ],
        others: .list(.any, minimum: 1))),
    summary: "Runs the scenario once for each combination of values; the first is the baseline",
    examples: ["{ strategy: [serial, thread], workers: [1, 2] }"])

  static let hour: Int64 = 3_600_000_000_000
}
