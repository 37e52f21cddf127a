// The python workload: a user's own function in real CPython, hosted the way the strategy says.
import ScenarioModel
import ScenarioSyntax

/// `serial` and `process` call the function in an interpreter's main thread, one interpreter for each worker process;
/// `thread` has one interpreter with a Python thread for each task in flight, `async` one with an event loop.
enum Python: Workload {
  /// Positions in the descriptor's list of measures.
  enum Measure { static let inFunction = 0, hosting = 1 }

  static let descriptor = WorkloadDescriptor(
    name: "python",
    summary: "Calls a Python function in real CPython; the result is its integer, or a digest of what it returned",
    boundBy: .interpreter, fields: fields, needs: [.exec],
    permissions: { [Permission(.exec, $0.text("interpreter") ?? defaultInterpreter)] },
    measures: [
      MeasureDescriptor("in function", summary: "Time inside of the user's function, as the interpreter measured it"),
      MeasureDescriptor(
        "hosting overhead", summary: "The rest: handing the task over, and waiting for the interpreter to take it"),
    ],
    compile: { declaration, builder in
      check(declaration, &builder)
      return builder.call(
        KernelSpecification(
          workload: "python", parameters: parameters(of: declaration), isComputing: false, form: .suspending))
    })

  private static let defaultInterpreter = "python3"
  private static let scalar = FieldType.either([.boolean, .integer(Int64.min...Int64.max), .number(numbers), .text])
  private static let numbers = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

  private static let fields = [
    Field(
      "file", .text, summary: "A Python file that defines the function, relative to the scenario's; this or 'code'",
      examples: ["work.py"]),
    Field(
      "code", .text,
      summary: "Python text that defines the function, or one expression over task, input and worker; this or 'file'",
      examples: ["'sum(range(input))'", "\"def main():\\n  return 42\\n\""]),
    Field(
      "function", .name(.identifier), default: "main",
      summary: "The function to call for every task; an `async def` is awaited", examples: ["check"]),
    Field(
      "arguments", .list(scalar), default: "[]",
      summary: "What to call it with; {task}, {input} and {worker} stand for the task's own, and alone for a number",
      examples: ["[112272535095293]", "['{task}', 'name-{worker}', 0.5, true]"]),
    Field(
      "interpreter", .text, default: defaultInterpreter, summary: "The interpreter, looked up in PATH",
      examples: ["python3.13t"]),
    Field(
      "expect", scalar, summary: "What it must return; anything else is the task's error", examples: ["true", "42"]),
  ]

  static func fixture(_ specification: KernelSpecification, in place: RunPlace) throws -> (any Fixture)? {
    try PythonFixture(in: place)
  }

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    let interpreter = try PythonInterpreter(
      PythonInterpreter.Setup(
        interpreter: specification.text("interpreter") ?? defaultInterpreter,
        settings: settings(of: specification, executor: site.executor),
        channels: min(site.workers ?? 1, mostPrepared), guardian: site.guards.guardian,
        interruption: site.interruption,
        onEnd: { [weak site] in site?.account($0, as: "Python") }))
    site.atEnd { interpreter.end() }
    return .suspending { PythonCall(interpreter, $0) }
  }

  /// Channels that are made before the clock starts; so many descriptors any process may have.
  private static let mostPrepared = 64

  /// What host.py reads.
  private static func settings(of specification: KernelSpecification, executor: String) -> [String: JSONValue] {
    var settings: [String: JSONValue] = ["executor": .string(executor), "arguments": []]
    for name in ["file", "code", "function", PythonFixture.parameter] {
      settings[name] = specification.text(name).map { .string($0) }
    }
    if case .list(let arguments)? = specification.parameters["arguments"] {
      settings["arguments"] = .array(arguments.map(template))
    }
    settings["expect"] = specification.parameters["expect"].map(template)
    return settings
  }

  /// A value as host.py's `template` takes it: itself, or the pieces of a text with placeholders.
  private static func template(_ value: ParameterValue) -> JSONValue {
    switch value {
    case .boolean(let value): return .bool(value)
    case .integer(let value): return .int(value)
    case .number(let value): return .double(value)
    case .text(let text):
      let pieces = PlaceholderText(text).pieces.compactMap { piece -> JSONValue? in
        switch piece {
        case .literal(""): nil
        case .literal(let text): .string(text)
        case .value(let name): ["name": .string(name.rawValue)]
        }
      }
      let isPlain = pieces.allSatisfy { if case .string = $0 { true } else { false } }
      return isPlain ? .string(PlaceholderText(text).filled(with: [:])) : .array(pieces)
    default: return .null
    }
  }

  // MARK: Compiling

  private static func check(_ declaration: WorkloadDeclaration, _ builder: inout ProgramBuilder) {
    let given = ["file", "code"].filter { declaration.parameters[$0] != nil }
    if given.count == 2 { declaration.report(conflictOf: "code", unless: .text(""), with: "file", to: &builder) }
    if given.isEmpty { declaration.report(missing: "'file' or 'code'", to: &builder) }
  }

  /// As written, but for the path of the file, which counts from where it was written.
  private static func parameters(of declaration: WorkloadDeclaration) -> [String: ParameterValue] {
    var parameters = declaration.parameters.mapValues(\.value)
    if case .text(let path)? = parameters["file"], !path.hasPrefix("/"),
      let folder = declaration.parameters["file"]?.range?.file.name.lastFolder
    {
      parameters["file"] = .text(folder + path)
    }
    return parameters
  }
}

extension String {
  /// What stands before a path's last name, with its slash; of a flag, which is in no folder, nothing.
  fileprivate var lastFolder: String {
    guard !hasPrefix("--"), let slash = lastIndex(of: "/") else { return "" }
    return String(self[...slash])
  }
}
