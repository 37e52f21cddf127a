// Helpers of the workloads' tests: compiling a declaration and running its kernel.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@testable import ScenarioEngine

/// The workload of this name.
func descriptor(_ name: String) throws -> WorkloadDescriptor {
  try #require(Workloads.builtIn.descriptors.first { $0.name == name })
}

extension Catalog {
  /// The real workloads, under the simplest of executors.
  static let workloads = Catalog(
    workloads: Workloads.builtIn.descriptors,
    executors: [
      ExecutorDescriptor(name: "serial", summary: "One after another", worker: "the calling thread", fields: [])
    ], unavailableWorkloads: Workloads.unavailable)
}

/// Reads a workload as a scenario file gives it: `{ type: sleep, duration: 1s }`.
func declaration(_ yaml: String) throws -> (declaration: WorkloadDeclaration, diagnostics: [Diagnostic]) {
  let (document, diagnostics) = decode("scenario: test\nworkload: \(yaml)\n", catalog: .workloads)
  return (try #require(document?.roles.first?.workload), diagnostics)
}

/// Reads a workload from text without mistakes of shape, and compiles it.
func compile(yaml: String) throws -> (program: Program, diagnostics: [Diagnostic]) {
  let (declaration, diagnostics) = try declaration(yaml)
  try #require(diagnostics.isEmpty, "\(diagnostics.map(\.brief))")
  let (program, _, found) = try compile(
    declaration.type.value, located: declaration.parameters, at: declaration.type.range)
  return (program, found)
}

/// Compiles a workload whose parameters were all written, each at a place of its own.
func compile(
  _ name: String, _ parameters: KeyValuePairs<String, ParameterValue> = [:]
) throws -> (program: Program, result: Int32?, diagnostics: [Diagnostic]) {
  let file = SourceFile(name: "test.yaml", bytes: Array(repeating: 97, count: 100))
  var located: [String: Located<ParameterValue>] = [:]
  for (index, parameter) in parameters.enumerated() {
    located[parameter.key] = Located(
      parameter.value, at: SourceRange(file: file, lower: 10 * index + 10, upper: 10 * index + 15))
  }
  return try compile(name, located: located, at: SourceRange(file: file, lower: 0, upper: 5))
}

/// Compiles a workload with parameters that know where they are from.
func compile(
  _ name: String, located parameters: [String: Located<ParameterValue>], at range: SourceRange? = nil
) throws -> (program: Program, result: Int32?, diagnostics: [Diagnostic]) {
  let compile = try #require(try descriptor(name).compile)
  var builder = ProgramBuilder()
  let result = compile(WorkloadDeclaration(type: Located(name, at: range), parameters: parameters), &builder)
  return (builder.program, result, builder.diagnostics)
}

/// The native code of a program's first kernel, as for one worker of a serial role.
private func kernel(of program: Program) throws -> Kernel {
  try Workloads.builtIn.kernel(for: #require(program.kernels.first), at: KernelSite(executor: "serial", workers: 1))
}

/// Runs the first kernel of a program, which must be a blocking one.
func runBlocking(
  _ program: Program, task: Int64 = 0, input: Int64 = 0, safepoint: @escaping @Sendable () -> Bool = { false }
) throws -> Int64 {
  guard case .blocking(let body) = try kernel(of: program) else {
    throw TaskError("not a blocking kernel")
  }
  return try body(KernelContext(task: task, input: input, worker: 0, safepoint: safepoint))
}

/// Runs the first kernel of a program, which must be a suspending one, on the calling thread.
func runSuspending(_ program: Program, task: Int64 = 0, input: Int64 = 0, worker: Int = 0) throws -> Int64 {
  guard case .suspending(let start) = try kernel(of: program) else {
    throw TaskError("not a suspending kernel")
  }
  let operation = try start(KernelContext(task: task, input: input, worker: worker) { false })
  return try OperationDriver.run(operation) { false }
}
