// One task that a plug-in does: waited for by its worker, answered by the thread that reads what the plug-in says.
import ScenarioModel

/// Where the answer to one task arrives. Used for one task after another.
final class PluginCall: Sendable {
  enum Answer: Sendable {
    case result(PluginResult)
    /// No answer will come, with the reason.
    case failure(String)
  }

  private let wake: WakeUp
  private let answer = Guarded<Answer?>(nil)

  /// - Throws: `SystemError` when the process has no descriptors left.
  init() throws { wake = try WakeUp() }

  /// Readable when there is an answer.
  var descriptor: Int32 { wake.number }

  func finish(_ answer: Answer) {
    self.answer.with { $0 = answer }
    wake.signal()
  }

  /// The answer, once; the call can be used again then.
  func take() -> Answer? {
    let found = answer.with { answer in
      defer { answer = nil }
      return answer
    }
    if found != nil { wake.clear() }
    return found
  }
}

/// A task of the `plugin` workload in progress.
final class PluginOperation: Operation {
  private let books: PluginBooks
  private let pending: PluginBooks.Pending
  private let meter: Meter
  private var isOver = false

  /// Sends the task.
  ///
  /// - Throws: `TaskError` when the plug-in takes no more tasks.
  init(_ books: PluginBooks, _ context: borrowing KernelContext) throws {
    self.books = books
    meter = context.meter
    pending = try books.begin(task: context.task, input: context.input)
  }

  deinit { cancel() }

  func advance() throws -> OperationStep {
    guard let answer = pending.call.take() else {
      return .wait(for: [Interest(descriptor: pending.call.descriptor, forWriting: false)], deadline: nil)
    }
    isOver = true
    books.recycle(pending.call)
    switch answer {
    case .failure(let reason): throw TaskError(reason)
    case .result(let result):
      if let inside = result.nanoseconds {
        meter.record(inside, as: 0)
        meter.record(Clock.now() - pending.sent - inside, as: 1)
      }
      switch result.outcome {
      case .result(let value): return .done(value)
      case .error(let reason): throw TaskError(reason)
      }
    }
  }

  func cancel() {
    guard !isOver else { return }
    isOver = true
    books.abandon(pending.id)
  }
}
