// What native code measured of itself in JSON.
import ScenarioModel

enum KernelShapes {
  static let measure = Shape<MeasureRecord>(
    "measure", "A quantity that a workload measures of its own tasks, over all runs.",
    [
      Member("name", "What it is", .text) { $0.descriptor.name },
      Member("summary", "What it means", .text) { $0.descriptor.summary },
      Member("unit", "`nanoseconds`, `bytes` or `count`", .word) { $0.descriptor.unit },
      Member("values", "The values that were recorded", .object(DetailShapes.percentiles)) { $0.histogram },
    ])

  static let kernel = Shape<KernelRecord>(
    "kernel", "A piece of native work in a role's tasks.",
    [
      Member("workload", "Its type", .text) { $0.workload },
      Member(
        "form",
        "How it ran: `blocking` its worker or event loop, `offloaded` to threads beside the loop, or `suspending` its task",
        .word
      ) { $0.form },
      Member("measures", "What it measured of itself", .list(.object(measure))) { $0.measures },
      Member("notes", "What a reader should know", .list(.text)) { $0.notes },
      Member("takes_turns", "One of its tasks computes at a time, as under CPython's lock", .flag) { $0.takesTurns },
    ])
}
