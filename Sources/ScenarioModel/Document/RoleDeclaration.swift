// A role: a workload, who runs it, where its tasks come from and where their results go.
import ScenarioSyntax

/// A group of workers that do the same work.
package struct RoleDeclaration: Sendable {
  /// How many work at the same time.
  package enum Workers: Sendable, Hashable {
    case count(Int)
    /// Only for executors whose workers are coroutines.
    case unbounded
  }
  /// How the arrivals of an open source are spaced.
  package enum Arrivals: String, Sendable, CaseIterable { case constant, poisson }
  /// In which order results leave a role.
  package enum Collect: String, Sendable, CaseIterable { case ordered, completed }

  /// The key under `roles`, `main` in the short form.
  package var name: Located<String>
  /// What each task does.
  package var workload: WorkloadDeclaration
  /// Who runs the tasks.
  package var strategy: StrategyDeclaration
  /// How many work at the same time.
  package var workers: Located<Workers>
  /// Tasks of a closed source; nil where `items`, `rate` or `from` decide, or for the default of one per worker.
  package var tasks: Located<Int>?
  /// The input of each task of a closed source.
  package var items: Located<[Int64]>?
  /// Arrivals per second of an open source, above 0: one, or those that it goes through.
  package var rate: Located<[Double]>?
  /// How the arrivals of a `rate` are spaced.
  package var arrivals: Located<Arrivals>
  /// In which order results leave the role.
  package var collect: Located<Collect>
  /// Queues that the tasks are taken from; empty for a source.
  package var from: [Located<String>]
  /// Queues that every result is copied into.
  package var into: [Located<String>]

  package init(
    name: Located<String>, workload: WorkloadDeclaration, strategy: StrategyDeclaration,
    workers: Located<Workers> = Located(.count(1)), tasks: Located<Int>? = nil, items: Located<[Int64]>? = nil,
    rate: Located<[Double]>? = nil, arrivals: Located<Arrivals> = Located(.constant),
    collect: Located<Collect> = Located(.ordered), from: [Located<String>] = [], into: [Located<String>] = []
  ) {
    self.name = name
    self.workload = workload
    self.strategy = strategy
    self.workers = workers
    self.tasks = tasks
    self.items = items
    self.rate = rate
    self.arrivals = arrivals
    self.collect = collect
    self.from = from
    self.into = into
  }
}

/// Which executor runs a role's tasks, with that executor's options.
package struct StrategyDeclaration: Sendable {
  /// The executor's name in the catalog.
  package var executor: Located<String>
  /// Options by field name, validated against the executor's descriptor, defaults filled in.
  package var options: [String: Located<ParameterValue>]
  package init(executor: Located<String>, options: [String: Located<ParameterValue>] = [:]) {
    self.executor = executor
    self.options = options
  }
}

/// What one task does: a workload's type and its parameters.
package struct WorkloadDeclaration: Sendable {
  /// The workload's name in the catalog.
  package var type: Located<String>
  /// Parameters by field name, validated against the workload's descriptor, defaults filled in.
  package var parameters: [String: Located<ParameterValue>]
  /// The program of a `steps` workload, empty for every other type.
  package var steps: [Step]
  package init(
    type: Located<String>, parameters: [String: Located<ParameterValue>] = [:], steps: [Step] = []
  ) {
    self.type = type
    self.parameters = parameters
    self.steps = steps
  }
}

/// The value of a workload's parameter or an executor's option, units resolved.
package indirect enum ParameterValue: Sendable, Hashable {
  case boolean(Bool)
  case integer(Int64)
  case number(Double)
  case text(String)
  /// Nanoseconds.
  case duration(Int64)
  /// Bytes.
  case size(Int64)
  /// Events per second.
  case rate(Double)
  case list([ParameterValue])
  case mapping([String: ParameterValue])
}
