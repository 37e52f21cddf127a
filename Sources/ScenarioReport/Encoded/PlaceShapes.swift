// Places, steps and strands in JSON.
import ScenarioModel
import ScenarioSyntax

enum PlaceShapes {
  static let range = Shape<SourceRange>(
    "range", "A piece of a file; lines and columns count from 1, the end is exclusive.",
    [
      Member("file", "The path as given", .text) { $0.file.name },
      Member("line", "Line of the first character", .natural) { $0.start.line },
      Member("column", "Column of the first character", .natural) { $0.start.column },
      Member("end_line", "Line after the last character", .natural) { $0.end.line },
      Member("end_column", "Column after the last character", .natural) { $0.end.column },
    ])

  static let step = Shape<StepSite>(
    "step", "A step of a program.",
    [
      Member("verb", "The step's verb, or the workload's type", .text) { $0.verb },
      Member("range", "Where it is written", .optional(.object(range))) { $0.range },
    ])

  static let strand = Shape<StrandName>(
    "strand", "Who did something: a worker on a task, possibly in one of its branches.",
    [
      Member("role", "The role's name", .text) { $0.role },
      Member("worker", "The worker's number, null for an unbounded coroutine", .optional(.natural)) { $0.worker },
      Member("task", "The task's index", .optional(.whole)) { $0.task },
      Member("branch", "The branch of a parallel step, 0 for the task itself", .natural) { $0.branch },
    ])
}
