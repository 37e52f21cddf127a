// How long workers had no processor: what the system says of a thread, and what is made of it.
import Testing

@testable import ScenarioEngine

@Suite("Waiting for a processor")
struct ProcessorQueueTests {
  @Test("is told by the system for each thread, and only grows")
  func system() throws {
    #if os(Linux)
      let before = try #require(ProcessorQueue.waitOfThisThread())
      Clock.burn(2_000_000) { false }
      #expect(try #require(ProcessorQueue.waitOfThisThread()) >= before)
    #endif
  }

  @Test("is a share of the time in which workers were ready, and nobody else's fault where they are too many")
  func share() {
    #expect(ProcessorQueue.share(cpu: 300, queued: 100, agents: 2, processors: 2) == 0.25)
    #expect(ProcessorQueue.share(cpu: 300, queued: 100, agents: 3, processors: 2) == 0)
    #expect(ProcessorQueue.share(cpu: 0, queued: 0, agents: 1, processors: 1) == 0)
    #expect(ProcessorQueue.share(cpu: 300, queued: -5, agents: 1, processors: 1) == 0)
  }
}
