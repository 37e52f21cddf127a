// The list of executors: one line for each file of this folder that defines one, and whatever a program adds to them.
import ScenarioModel

/// The executors that a program has, by their names.
package struct Executors: Sendable {
  /// Those of this package.
  package static let builtIn = Executors(
    [SerialExecutor.self, ThreadExecutor.self, ProcessExecutor.self, AsyncExecutor.self],
    models: [ExploreExecutor.self])

  /// Names that the language gives to executors which this version does not have.
  package static let unavailable = ["simulate", "cluster"]

  /// In the order in which a run starts them.
  let all: [any Executor.Type]

  let models: [any ModelExecutor.Type]

  package init(_ all: [any Executor.Type], models: [any ModelExecutor.Type] = []) {
    self.all = all
    self.models = models
  }

  package static func + (list: Executors, more: [any Executor.Type]) -> Executors {
    Executors(list.all + more, models: list.models)
  }

  package var descriptors: [ExecutorDescriptor] { all.map { $0.descriptor } + models.map { $0.descriptor } }

  /// The executor that answers for a graph as a whole, if its roles have one.
  func model(of graph: ExecutionGraph) -> (any ModelExecutor.Type)? {
    models.first { model in graph.roles.contains { $0.executor == model.descriptor.name } }
  }

  /// - Precondition: `name` has passed validation against `descriptors`.
  func named(_ name: String) -> any Executor.Type {
    guard let executor = all.first(where: { $0.descriptor.name == name }) else {
      preconditionFailure("no executor is called '\(name)'")
    }
    return executor
  }
}
