// The steps workload: the program is in the scenario file itself, compiled by the model.
import ScenarioModel

enum Steps: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "steps",
    summary: "A program of steps over shared state, locks and queues, written in the scenario itself",
    boundBy: .itself,
    fields: [
      Field(
        "steps", .steps, required: true, summary: "What one task does, step after step",
        examples: ["[{ set: { x: x + 1 } }]", "[{ sleep: 10ms }, { count: done }]"])
    ],
    compile: nil)
}
