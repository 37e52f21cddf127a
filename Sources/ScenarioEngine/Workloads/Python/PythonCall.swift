// One task of the python workload in progress: asked for on a channel, answered there, measured.

/// Waits for a channel where there is none, then for the answer; an interpreter that ends meanwhile is the task's failure.
final class PythonCall: Operation {
  private enum Phase {
    case asking
    case asked(PythonChannel)
    /// The channel has ended; the interpreter should, by this moment of the monotonic clock (ns).
    case lost(until: Int64)
    case over
  }

  private let interpreter: PythonInterpreter
  private let task: Int64
  private let input: Int64
  private let worker: Int64
  private let meter: Meter
  private let began = Clock.now()
  private var phase = Phase.asking

  /// How soon, in nanoseconds, to look again at what no descriptor tells of.
  private static let pause: Int64 = 1_000_000
  /// Nanoseconds that an interpreter may live on once it has closed a channel.
  private static let patience: Int64 = 1_000_000_000

  init(_ interpreter: PythonInterpreter, _ context: borrowing KernelContext) {
    self.interpreter = interpreter
    task = context.task
    input = context.input
    worker = Int64(context.worker)
    meter = context.meter
  }

  func advance() throws -> OperationStep {
    while true {
      switch phase {
      case .asking:
        guard let channel = try interpreter.takeChannel() else { return lookAgain() }
        phase = channel.ask(task: task, input: input, worker: worker) ? .asked(channel) : lost()
      case .asked(let channel):
        switch channel.receive() {
        case .answer(let answer): return .done(try finish(answer, channel))
        case .ended: phase = lost()
        case .notYet:
          return .wait(for: [Interest(descriptor: channel.descriptor, forWriting: false)], deadline: nil)
        }
      case .lost(let deadline):
        try blameInterpreter(by: deadline)
        return lookAgain()
      case .over: throw Stopped()
      }
    }
  }

  func cancel() {
    switch phase {
    case .asked, .lost: interpreter.abandon()
    case .asking, .over: break
    }
    phase = .over
  }

  private func lookAgain() -> OperationStep { .wait(for: [], deadline: Clock.now() + PythonCall.pause) }

  private func lost() -> Phase { .lost(until: Clock.now() + PythonCall.patience) }

  private func finish(_ answer: PythonAnswer, _ channel: PythonChannel) throws -> Int64 {
    phase = .over
    interpreter.giveBack(channel)
    meter.record(answer.inside, as: Python.Measure.inFunction)
    meter.record(Clock.now() - began - answer.inside, as: Python.Measure.hosting)
    return try answer.outcome.get()
  }

  private func blameInterpreter(by deadline: Int64) throws {
    if let ending = interpreter.ending() {
      phase = .over
      throw TaskError("the Python interpreter \(ending) while running task \(task)")
    }
    if Clock.now() > deadline {
      cancel()
      throw TaskError("the Python interpreter closed its connection while running task \(task)")
    }
  }
}
