// The list of executors: one line for each file of this folder that defines one.
import ScenarioModel

package enum Executors {
  package static let all: [any Executor.Type] = [
    SerialExecutor.self, ThreadExecutor.self, ProcessExecutor.self, AsyncExecutor.self,
  ]

  package static let descriptors: [ExecutorDescriptor] = all.map { $0.descriptor }

  /// Names that the language gives to executors which this version does not have.
  package static let unavailable = ["explore", "simulate", "cluster"]

  /// - Precondition: `name` has passed validation against `descriptors`.
  static func named(_ name: String) -> any Executor.Type {
    guard let executor = all.first(where: { $0.descriptor.name == name }) else {
      preconditionFailure("no executor is called '\(name)'")
    }
    return executor
  }
}
