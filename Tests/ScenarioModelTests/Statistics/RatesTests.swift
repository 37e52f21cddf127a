// Throughput, efficiency and Little's law, and their absence where nothing can be divided.

import Testing

@testable import ScenarioModel

@Suite struct RatesTests {
  @Test("throughput is tasks per second")
  func throughput() {
    #expect(Rates.throughput(tasks: 500, nanoseconds: 250_000_000) == 2000)
    #expect(Rates.throughput(tasks: 0, nanoseconds: 1) == 0)
    #expect(Rates.throughput(tasks: 5, nanoseconds: 0) == nil)
  }

  @Test("efficiency is the speedup for each time that the workers were multiplied")
  func efficiency() {
    #expect(Rates.efficiency(speedup: 1.8, workers: 2, baselineWorkers: 1) == 0.9)
    #expect(Rates.efficiency(speedup: 1, workers: 4, baselineWorkers: 4) == 1)
    #expect(Rates.efficiency(speedup: 1, workers: 0, baselineWorkers: 1) == nil)
    #expect(Rates.efficiency(speedup: 1, workers: 1, baselineWorkers: 0) == nil)
  }

  @Test("ten tasks of half a second within a second are five in flight")
  func inFlight() {
    #expect(Rates.meanInFlight(tasks: 10, meanLatency: 5e8, window: 1_000_000_000) == 5)
    #expect(Rates.meanInFlight(tasks: 10, meanLatency: 5e8, window: 0) == nil)
  }
}
