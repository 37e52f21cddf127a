// The sleep workload: which distribution its parameters mean, and which parameters do not go together.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("sleep")
struct SleepTests {
  @Test(
    "parameters become a distribution",
    arguments: [
      ([:], .constant(100_000_000)),
      (["duration": .duration(2_000_000_000)], .constant(2_000_000_000)),
      (["distribution": .text("uniform"), "low": .duration(5), "high": .duration(5)], .uniform(low: 5, high: 5)),
      (["distribution": .text("exponential"), "mean": .duration(7)], .exponential(mean: 7)),
      (
        ["distribution": .text("lognormal"), "median": .duration(8), "sigma": .number(0.5)],
        .lognormal(median: 8, sigma: 0.5)
      ),
    ] as [(KeyValuePairs<String, ParameterValue>, Distribution)])
  func distributions(parameters: KeyValuePairs<String, ParameterValue>, expected: Distribution) throws {
    let (program, result, diagnostics) = try compile("sleep", parameters)
    #expect(diagnostics.isEmpty)
    #expect(program.distributions == [expected])
    #expect(program.instructions.map(\.opcode) == [.draw, .sleep])
    #expect(result == nil && program.kernels.isEmpty)
  }

  @Test(
    "parameters of another distribution, or missing ones, are errors",
    arguments: [
      (
        ["distribution": .text("exponential"), "mean": .duration(7), "duration": .duration(100_000_000)],
        ["'duration' means nothing to distribution 'exponential'"]
      ),
      (["low": .duration(1)], ["'low' means nothing to distribution 'constant'"]),
      (["distribution": .text("uniform"), "low": .duration(1)], ["distribution 'uniform' needs 'high'"]),
      (["distribution": .text("lognormal")], ["distribution 'lognormal' needs 'median' and 'sigma'"]),
      (
        ["distribution": .text("exponential"), "sigma": .number(1)],
        ["'sigma' means nothing to distribution 'exponential'", "distribution 'exponential' needs 'mean'"]
      ),
      (["distribution": .text("uniform"), "low": .duration(2), "high": .duration(1)], ["'low' is above 'high'"]),
    ] as [(KeyValuePairs<String, ParameterValue>, [String])])
  func mistakes(parameters: KeyValuePairs<String, ParameterValue>, expected: [String]) throws {
    #expect(try compile("sleep", parameters).diagnostics.map(\.message) == expected)
  }

  @Test("a duration that only the decoder filled in is not held against another distribution")
  func filledIn() throws {
    let (program, diagnostics) = try compile(yaml: "{ type: sleep, distribution: exponential, mean: 3us }")
    #expect(diagnostics.isEmpty)
    #expect(program.distributions == [.exponential(mean: 3000)])
    let refused = try compile(yaml: "{ type: sleep, distribution: exponential, mean: 3us, duration: 100ms }")
    #expect(refused.diagnostics.map(\.brief) == ["2:74 S0392 'duration' means nothing to distribution 'exponential'"])
  }

  @Test("its bare name waits 100 ms")
  func bare() throws {
    #expect(try compile(yaml: "sleep").program.distributions == [.constant(100_000_000)])
  }
}
