// An executor of the library's surface as one of the engine.
internal import ScenarioEngine
internal import ScenarioModel

enum AdaptedExecutor<Own: ScenarioExecutor>: WorkerHost {
  static var descriptor: ExecutorDescriptor {
    let described = Own.description
    return ExecutorDescriptor(
      name: described.name, summary: described.summary, worker: described.worker,
      fields: described.options.map(\.field))
  }

  static func start(_ worker: HostedWorker, options: [String: ParameterValue]) throws {
    try Own.start(Worker(hosted: worker), options: ParameterValues(values: options))
  }
}
