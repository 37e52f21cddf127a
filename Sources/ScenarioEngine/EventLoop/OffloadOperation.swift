// One task's blocking call in the pool, as something that an event loop can wait for.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Signals its end by an eventfd. A call that has begun cannot be taken back: cancelled, it ends unheard.
final class OffloadOperation: Operation {
  private let call: Call
  private let pool: OffloadPool
  private var isSubmitted = false

  /// - Throws: `TaskError` when the system has no more descriptors.
  init(_ body: @escaping Kernel.Body, _ context: borrowing KernelContext, on pool: OffloadPool) throws {
    let descriptor = platform_event_descriptor()
    guard descriptor >= 0 else {
      throw TaskError("no descriptor to wait for a pool thread: \(String(cString: strerror(errno)))")
    }
    call = Call(body, context, descriptor)
    self.pool = pool
  }

  func advance() throws -> OperationStep {
    if !isSubmitted {
      isSubmitted = true
      try pool.submit { [call] in call.run() }
    }
    if let outcome = call.outcome { return .done(try outcome.get()) }
    return .wait(for: [Interest(descriptor: call.descriptor.number, forWriting: false)], deadline: nil)
  }

  func cancel() { call.isCancelled.with { $0 = true } }
}

/// Shared by the loop and the pool's thread.
private final class Call: Sendable {
  let descriptor: Descriptor
  let isCancelled = Guarded(false)
  private let body: Kernel.Body
  private let task: Int64
  private let input: Int64
  private let worker: Int
  private let meter: Meter
  private let safepoint: @Sendable () -> Bool
  private let result = Guarded<Result<Int64, any Error>?>(nil)

  init(_ body: @escaping Kernel.Body, _ context: borrowing KernelContext, _ descriptor: Int32) {
    self.body = body
    self.descriptor = Descriptor(owning: descriptor)
    task = context.task
    input = context.input
    worker = context.worker
    meter = context.meter
    safepoint = context.safepoint
  }

  var outcome: Result<Int64, any Error>? { result.with { $0 } }

  func run() {
    guard !isCancelled.with({ $0 }) else { return }
    let context = KernelContext(task: task, input: input, worker: worker, meter: meter, safepoint: safepoint)
    let outcome = Result { try body(context) }
    result.with { $0 = outcome }
    var one: UInt64 = 1
    _ = withUnsafeBytes(of: &one) { descriptor.write($0) }
  }
}
