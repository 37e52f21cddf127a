// Driving an operation on the calling thread.
import Glibc
import Testing

@testable import ScenarioEngine

@Suite("driving an operation", .timeLimit(.minutes(1)))
struct OperationDriverTests {
  private func systemPipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  /// Goes through given steps.
  private final class Scripted: ScenarioEngine.Operation {
    var steps: [() throws -> OperationStep]
    private(set) var cancellations = 0
    private(set) var advances = 0
    init(_ steps: [() throws -> OperationStep]) { self.steps = steps }

    func advance() throws -> OperationStep {
      advances += 1
      return try steps.removeFirst()()
    }

    func cancel() { cancellations += 1 }
  }

  @Test("an operation that is done gives its result")
  func atOnce() throws {
    #expect(try OperationDriver.run(Scripted([{ .done(42) }])) { false } == 42)
  }

  @Test("it goes on at the deadline, not before")
  func deadlines() throws {
    let deadline = Clock.now() + 30_000_000
    var resumed: Int64 = 0
    let operation = Scripted([
      { .wait(for: [], deadline: deadline) },
      {
        resumed = Clock.now()
        return .done(1)
      },
    ])
    #expect(try OperationDriver.run(operation) { false } == 1)
    #expect(resumed >= deadline)
  }

  @Test("it goes on when a descriptor is ready, to read or to write, or when its other end has gone")
  func descriptors() throws {
    let (reading, writing) = try systemPipe()
    let (gone, other) = try systemPipe()
    close(other)
    defer { [reading, writing, gone].forEach { close($0) } }
    let operation = Scripted([
      { .wait(for: [Interest(descriptor: writing, forWriting: true)], deadline: nil) },
      {
        #expect([UInt8(7)].withUnsafeBytes { write(writing, $0.baseAddress, 1) } == 1)
        return .wait(for: [Interest(descriptor: reading, forWriting: false)], deadline: nil)
      },
      { .wait(for: [Interest(descriptor: gone, forWriting: false)], deadline: nil) },
      { .done(3) },
    ])
    #expect(try OperationDriver.run(operation) { false } == 3)
  }

  @Test("a stopped run cancels it, once, and it is not asked again")
  func stopping() {
    let operation = Scripted([{ .wait(for: [], deadline: nil) }])
    var looks = 0
    #expect(throws: Stopped.self) {
      try OperationDriver.run(operation) {
        looks += 1
        return looks > 2
      }
    }
    #expect(operation.cancellations == 1 && operation.advances == 1)
  }

  @Test("a failure comes out as it is")
  func failing() {
    let operation = Scripted([{ throw TaskError("no") }])
    #expect(throws: TaskError("no")) { try OperationDriver.run(operation) { false } }
    #expect(operation.cancellations == 0)
  }
}
