// Blocking calls in the pool, as event loops wait for them.
import Glibc
import Synchronization
import Testing

@testable import ScenarioEngine

@Suite("work that a loop hands to threads", .timeLimit(.minutes(1)))
struct OffloadTests {
  @Test("many calls at once each come back with their own result, by a bounded number of threads")
  func results() throws {
    let pool = OffloadPool()
    let threads = Guarded<Set<UInt>>([])
    let operations = try (0..<500).map { task in
      try operation(Int64(task), on: pool) { context in
        threads.with { _ = $0.insert(UInt(pthread_self())) }
        usleep(200)
        return context.task * 2
      }
    }
    // All are under way before the first is waited for.
    for operation in operations { _ = try operation.advance() }
    for (task, operation) in operations.enumerated() {
      #expect(try OperationDriver.run(operation) { false } == Int64(task) * 2)
    }
    pool.close()
    #expect(threads.with { $0.count } <= OffloadPool.largest)
    #expect(threads.with { $0.count } > 1)
  }

  @Test("a failure of the call is the operation's")
  func failure() throws {
    let pool = OffloadPool()
    defer { pool.close() }
    let operation = try operation(0, on: pool) { _ in throw TaskError("no such file") }
    #expect(throws: TaskError("no such file")) { try OperationDriver.run(operation) { false } }
  }

  @Test("a cancelled call that has not begun never begins, and one that has begun ends unheard")
  func cancelled() throws {
    let pool = OffloadPool()
    let begun = Guarded(0)
    let operations = try (0..<100).map { task in
      try operation(task, on: pool) { _ in
        begun.with { $0 += 1 }
        usleep(20_000)
        return 0
      }
    }
    for operation in operations { _ = try operation.advance() }
    for operation in operations { operation.cancel() }
    pool.close()
    #expect(begun.with { $0 } <= OffloadPool.largest)
  }

  private func operation(_ task: Int64, on pool: OffloadPool, _ body: @escaping Kernel.Body) throws -> OffloadOperation
  {
    try OffloadOperation(body, KernelContext(task: task, input: task, worker: 0) { false }, on: pool)
  }
}
