// The exec workload: one run of another program for each task, with input, output and exit code.
import ScenarioModel

/// The result is a digest of the exit code and of all that the program wrote to standard output.
///
/// The program leads a process group; what it leaves running there when it ends, ends with it.
enum Exec: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "exec",
    summary: "Runs a program, without a shell, and waits for its end; the result is a digest of its output",
    boundBy: .childProgram,
    fields: [
      Field(
        "command", .list(.text, minimum: 1), required: true,
        summary: "The program, looked up in PATH, and its arguments; \(placeholders)",
        examples: ["[sort, -n]", "[sh, -c, 'echo {task}; exit 3']"]),
      Field(
        "stdin", .text, summary: "Text for its standard input, which is empty without it; \(placeholders)",
        examples: ["'3 1 2'"]),
      Field(
        "environment", .mapping(.anything, .text),
        summary: "Variables added to the environment that scenario was started with; \(placeholders)",
        examples: ["{ LC_ALL: C, TASK: '{task}' }"]),
      Field(
        "expect_exit", .integer(0...255), default: "0",
        summary: "The exit code that it must end with; any other, or a signal, is the task's error", examples: ["3"]),
    ],
    needs: [.exec],
    permissions: { declaration in
      guard case .list(let words)? = declaration.parameters["command"]?.value, case .text(let program)? = words.first
      else { return [] }
      return [Permission(.exec, program)]
    },
    compile: { declaration, builder in
      check(declaration, &builder)
      return builder.call(
        KernelSpecification(
          workload: "exec", parameters: declaration.parameters.mapValues(\.value), isComputing: false,
          form: .suspending))
    })

  private static let placeholders = "{task}, {input} and {worker} stand for the task's own, {{task}} for itself"

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) -> Kernel {
    let template = CommandTemplate(specification)
    return .suspending { context in
      try ExecOperation(
        template.command(task: context.task, input: context.input, worker: context.worker),
        expecting: template.expectedExit, guardian: site.guards.guardian,
        onEnd: { site.account($0, as: "child programs") })
    }
  }

  private static func check(_ declaration: WorkloadDeclaration, _ builder: inout ProgramBuilder) {
    let parameters = declaration.parameters.mapValues(\.value)
    let template = CommandTemplate(
      KernelSpecification(workload: "exec", parameters: parameters, isComputing: false, form: .suspending))
    if template.words.first?.text.isEmpty == true {
      declaration.report(unusable: "the program's name is empty", in: "command", to: &builder)
    }
    if template.words.contains(where: { $0.text.contains("\0") }) {
      declaration.report(
        unusable: "a program's arguments cannot contain a NUL character", in: "command",
        help: "hand the text over on 'stdin'", to: &builder)
    }
    for (name, value) in template.environment.sorted(by: { $0.key < $1.key }) {
      if name.isEmpty || name.contains("=") || name.contains("\0") {
        declaration.report(
          unusable: "no environment variable can be called '\(name.replacing("\0", with: "\\0"))'", in: "environment",
          to: &builder)
      } else if value.text.contains("\0") {
        declaration.report(
          unusable: "the value of '\(name)' contains a NUL character", in: "environment", to: &builder)
      }
    }
  }
}

/// The parameters of an `exec`, ready to be filled in for a task.
private struct CommandTemplate: Sendable {
  let words: [PlaceholderText]
  let input: PlaceholderText
  let environment: [String: PlaceholderText]
  /// 0 to 255.
  let expectedExit: Int32

  init(_ specification: KernelSpecification) {
    words = specification.texts("command").map(PlaceholderText.init)
    input = PlaceholderText(specification.text("stdin") ?? "")
    environment = specification.textMapping("environment").mapValues(PlaceholderText.init)
    expectedExit = Int32(specification.integer("expect_exit") ?? 0)
  }

  func command(task: Int64, input item: Int64, worker: Int) -> ChildCommand {
    let values: [PlaceholderText.Name: String] = [.task: "\(task)", .input: "\(item)", .worker: "\(worker)"]
    return ChildCommand(
      words: words.map { $0.filled(with: values) }, input: Array(input.filled(with: values).utf8),
      environment: environment.mapValues { $0.filled(with: values) })
  }
}
