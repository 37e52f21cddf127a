// Waiting for descriptors, wake-ups and the clock.
import Glibc
import Testing

@testable import ScenarioEngine

@Suite("The poller of an event loop", .timeLimit(.minutes(1)))
struct DescriptorPollerTests {
  /// A poller with its wake-up descriptor and a pipe.
  private final class Bench {
    let wake: [Int32]
    let poller: DescriptorPoller
    let reading: Int32
    let writing: Int32

    init() throws {
      wake = try LoopDescriptors.make(count: 1)
      poller = try DescriptorPoller(wake: wake[0])
      var ends: [Int32] = [0, 0]
      try #require(pipe(&ends) == 0)
      (reading, writing) = (ends[0], ends[1])
    }

    deinit {
      close(reading)
      close(writing)
      LoopDescriptors.close(wake)
    }

    func fill() { _ = [UInt8(1)].withUnsafeBytes { write(writing, $0.baseAddress, 1) } }
  }

  @Test("it waits until the deadline, to less than a millisecond's grain")
  func deadline() throws {
    let bench = try Bench()
    let deadline = Clock.now() + 2_300_000
    while Clock.now() < deadline { #expect(bench.poller.wait(until: deadline).isEmpty) }
    #expect(bench.poller.wait(until: 0).isEmpty)
  }

  @Test("a wake-up ends a wait, is no token, and is used up by it")
  func wakeUp() throws {
    let bench = try Bench()
    var one: UInt64 = 1
    #expect(write(bench.wake[0], &one, 8) == 8)
    #expect(bench.poller.wait(until: .max).isEmpty)
    let deadline = Clock.now() + 5_000_000
    #expect(bench.poller.wait(until: deadline).isEmpty)
    #expect(Clock.now() >= deadline)
  }

  @Test("a ready descriptor is reported once until it is asked for again")
  func onceOnly() throws {
    let bench = try Bench()
    let interest = [Interest(descriptor: bench.reading, forWriting: false)]
    #expect(bench.poller.watch(interest, token: 7))
    #expect(bench.poller.wait(until: 0).isEmpty)
    bench.fill()
    #expect(Array(bench.poller.wait(until: .max)) == [7])
    #expect(bench.poller.wait(until: 0).isEmpty)
    #expect(bench.poller.watch(interest, token: 8))
    #expect(Array(bench.poller.wait(until: .max)) == [8])
    bench.poller.forget(interest)
    #expect(bench.poller.wait(until: 0).isEmpty)
  }

  @Test("a descriptor that becomes writable is reported")
  func writing() throws {
    let bench = try Bench()
    #expect(bench.poller.watch([Interest(descriptor: bench.writing, forWriting: true)], token: 3))
    #expect(Array(bench.poller.wait(until: .max)) == [3])
  }

  @Test("a plain file cannot be waited for, and says so")
  func plainFile() throws {
    let bench = try Bench()
    let file = open("/proc/self/exe", O_RDONLY)
    defer { close(file) }
    #expect(!bench.poller.watch([Interest(descriptor: file, forWriting: false)], token: 1))
  }
}
