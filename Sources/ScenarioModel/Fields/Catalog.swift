// The plug-ins that a document may name, as values: the executable assembles it from the rooms' lists.

/// Everything that scenario files can name beyond the language itself.
package struct Catalog: Sendable {
  /// What tasks can do.
  package var workloads: [WorkloadDescriptor]
  /// Who can run them.
  package var executors: [ExecutorDescriptor]
  /// Names that the language reserves and this version does not have yet: refused with a clear error.
  package var unavailableWorkloads: [String]
  /// As for workloads.
  package var unavailableExecutors: [String]
  package init(
    workloads: [WorkloadDescriptor], executors: [ExecutorDescriptor], unavailableWorkloads: [String] = [],
    unavailableExecutors: [String] = []
  ) {
    self.workloads = workloads
    self.executors = executors
    self.unavailableWorkloads = unavailableWorkloads
    self.unavailableExecutors = unavailableExecutors
  }
}

/// What keeps a task from ending sooner.
package enum BoundBy: String, Sendable {
  case processor, waiting, disk, network, childProgram, interpreter, plugin, itself

  /// As the end of a sentence: "bound by the CPU".
  package var words: String {
    switch self {
    case .processor: "the CPU"
    case .waiting: "waiting"
    case .disk: "the disk"
    case .network: "the network"
    case .childProgram: "a child program"
    case .interpreter: "CPython"
    case .plugin: "what the plug-in does"
    case .itself: "what its steps do"
    }
  }
}

/// What the language knows of a workload.
package struct WorkloadDescriptor: Sendable {
  /// As files name it.
  package var name: String
  /// One sentence, without a final full stop.
  package var summary: String
  /// What keeps its tasks from ending sooner.
  package var boundBy: BoundBy
  /// Its parameters; the decoder, schema, reference page and hints follow from them.
  package var fields: [Field]
  /// What kinds of permission it can need.
  package var needs: Set<Permission.Kind>
  /// What exactly the command line must allow before a file with this declaration may run; of the kinds in `needs`.
  package var permissions: Permissions
  /// What its kernels measure of each task, beside the task's own latency; a kernel records by position in this list.
  package var measures: [MeasureDescriptor]
  /// Emits the code of one task without the `end` that follows it, and returns the register with the task's result,
  /// nil when it has none (then it counts as 0): so the same code serves as a role's task and as a `run` step inside one.
  /// May report mistakes that the field table cannot express. `steps` is compiled by the model itself and leaves this nil.
  package var compile: Compile?
  /// Compiles one task.
  package typealias Compile = @Sendable (WorkloadDeclaration, inout ProgramBuilder) -> Int32?
  /// Lists what one declaration needs to be allowed.
  package typealias Permissions = @Sendable (WorkloadDeclaration) -> [Permission]
  package init(
    name: String, summary: String, boundBy: BoundBy, fields: [Field], needs: Set<Permission.Kind> = [],
    permissions: @escaping Permissions = { _ in [] }, measures: [MeasureDescriptor] = [], compile: Compile?
  ) {
    self.name = name
    self.summary = summary
    self.boundBy = boundBy
    self.fields = fields
    self.needs = needs
    self.permissions = permissions
    self.measures = measures
    self.compile = compile
  }
}

/// What the language knows of an executor.
package struct ExecutorDescriptor: Sendable {
  /// As files name it.
  package var name: String
  /// One sentence, without a final full stop.
  package var summary: String
  /// What one worker is: "an operating-system thread".
  package var worker: String
  /// Its options, as for workloads.
  package var fields: [Field]
  /// Whether `workers: unbounded` means anything to it.
  package var allowsUnboundedWorkers: Bool
  /// It answers from a model of the whole scenario and runs nothing, so it cannot share one with other executors.
  package var isModel: Bool
  package init(
    name: String, summary: String, worker: String, fields: [Field], allowsUnboundedWorkers: Bool = false,
    isModel: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.worker = worker
    self.fields = fields
    self.allowsUnboundedWorkers = allowsUnboundedWorkers
    self.isModel = isModel
  }
}
