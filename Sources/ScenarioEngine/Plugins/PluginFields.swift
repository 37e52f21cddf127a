// What a plug-in says of itself, as a field table: the same for its first message and for an installed plug-in's manifest.
import ScenarioModel

enum PluginFields {
  /// What the two have in common.
  private static let declared: [Field] = [
    Field("name", .name(.scenario), required: true, summary: "The plug-in's name", examples: ["primes"]),
    Field("summary", .text, summary: "What one task does, in one sentence", examples: ["Counts primes"]),
    Field(
      "bound_by", choices(PluginBound.allCases.map(\.rawValue)), required: true,
      summary: "What keeps its tasks from ending sooner", examples: ["cpu"]),
    Field(
      "strategies", .list(choices(PluginDeclaration.strategies), minimum: 1), required: true,
      summary: "The executors that it can work for", examples: ["[serial, process]"]),
    Field(
      "parameters", .mapping(.identifier, .object(parameter)), default: "{}", summary: "What can be set, by name",
      examples: ["{ limit: { type: integer, default: 100, description: The largest number } }"]),
  ]

  /// Of the first message.
  static let hello = ObjectType(
    name: "'hello'", summary: "What a plug-in says of itself",
    fields: [
      Field(
        "version", .integer(0...1_000_000), required: true, summary: "The version of the protocol that it has chosen",
        examples: ["1"])
    ] + declared + [
      Field(
        "heartbeat", .boolean, default: "false", summary: "Whether it answers pings also while tasks are at work",
        examples: ["true"])
    ], others: .any)

  /// Of a file `plugin.yaml`.
  static let manifest = ObjectType(
    name: "the manifest", summary: "An installed plug-in",
    fields: declared + [
      Field(
        "command", .list(.text, minimum: 1), required: true,
        summary: "The program and its arguments; `{folder}` stands for the manifest's folder",
        examples: ["['{folder}/primes']"])
    ], allowsExtensions: true)

  private static let parameter = ObjectType(
    name: "a parameter", summary: "One thing that can be set",
    fields: [
      Field(
        "type", choices(PluginParameter.Kind.allCases.map(\.rawValue)), required: true, summary: "What its values are",
        examples: ["integer"]),
      Field("description", .text, required: true, summary: "What it means", examples: ["The largest number"]),
      Field("default", .any, summary: "What it is when nobody sets it", examples: ["100"]),
      Field("required", .boolean, default: "false", summary: "Whether it must be set", examples: ["true"]),
      Field("minimum", .any, summary: "The smallest value", examples: ["1"]),
      Field("maximum", .any, summary: "The largest value", examples: ["1000"]),
      Field("choices", .list(.text, minimum: 1), summary: "The words of a 'choice'", examples: ["[fast, exact]"]),
    ])

  private static func choices(_ words: [String]) -> FieldType { .choice(words.map { .init($0, $0) }) }
}

/// What a plug-in says that it is bound by.
package enum PluginBound: String, Sendable, CaseIterable {
  case cpu, waiting, disk, network

  package var bound: BoundBy {
    switch self {
    case .cpu: .processor
    case .waiting: .waiting
    case .disk: .disk
    case .network: .network
    }
  }
}
