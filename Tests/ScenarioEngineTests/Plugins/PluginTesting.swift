// Helpers of the plug-ins' tests: a host for a program, and tasks for it.
import ScenarioModel
import Testing

@testable import ScenarioEngine

extension PluginHost {
  /// A host with little patience for endings and all for beginnings; one batch of one task.
  static func start(
    _ words: [String], strategy: String = "serial", change: (inout Settings) -> Void = { _ in }
  ) throws -> PluginHost {
    var settings = Settings(words: words, strategy: strategy, inFlight: 4)
    settings.limits.handshake = 30_000_000_000
    settings.limits.stop = 20_000_000_000
    settings.limits.termination = 50_000_000
    change(&settings)
    return try PluginHost(settings, guardian: nil)
  }

  /// Runs one task to its end on the calling thread.
  func run(task: Int64, input: Int64? = nil) throws -> Int64 {
    let context = KernelContext(task: task, input: input ?? task, worker: 0) { false }
    return try OperationDriver.run(PluginOperation(books, context)) { false }
  }
}

/// What an attempt failed with.
func message(of body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch let error as TaskError {
    return error.message
  } catch {
    return "\(error)"
  }
}
