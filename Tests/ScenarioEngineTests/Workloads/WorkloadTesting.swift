// Helpers of the workloads' tests: compiling a declaration and running its kernel.
import ScenarioModel
import ScenarioSyntax
import Testing

@testable import ScenarioEngine

/// The workload of this name.
func descriptor(_ name: String) throws -> WorkloadDescriptor {
  try #require(Workloads.descriptors.first { $0.name == name })
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

/// Runs the first kernel of a program, which must be a blocking one.
func runBlocking(
  _ program: Program, task: Int64 = 0, input: Int64 = 0, safepoint: @escaping @Sendable () -> Bool = { false }
) throws -> Int64 {
  guard case .blocking(let body) = try Workloads.kernel(for: #require(program.kernels.first)) else {
    throw TaskError("not a blocking kernel")
  }
  return try body(KernelContext(task: task, input: input, worker: 0, safepoint: safepoint))
}

/// Runs the first kernel of a program, which must be a suspending one, on the calling thread.
func runSuspending(_ program: Program, task: Int64 = 0, input: Int64 = 0, worker: Int = 0) throws -> Int64 {
  guard case .suspending(let start) = try Workloads.kernel(for: #require(program.kernels.first)) else {
    throw TaskError("not a suspending kernel")
  }
  let operation = try start(KernelContext(task: task, input: input, worker: worker) { false })
  return try OperationDriver.run(operation) { false }
}
