// Failures of tasks, in the user's words.
import ScenarioModel

extension FailureKind {
  /// What happened, for a task error without words of its own.
  func sentence(step: StepSite?) -> String {
    switch self {
    case .none: "nothing went wrong"
    case .overflow: "the result does not fit into 64 bits"
    case .divisionByZero: "division by zero"
    case .index: "the index is outside of the list or family"
    case .assertion: "the assertion does not hold"
    case .failed: "the task failed"
    case .queueClosed: step?.verb == "get" ? "the queue is closed and empty" : "the queue is closed"
    case .queueFull: "the queue is full"
    case .notHeld: "it gives back what it does not hold"
    case .kernel: "the work failed"
    case .branch: "a branch failed"
    case .badDuration: "a duration below zero"
    case .permits: "a semaphore cannot hold more permits"
    }
  }
}
