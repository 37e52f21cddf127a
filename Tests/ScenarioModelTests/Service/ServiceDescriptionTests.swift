// What a local server answers: repeatable, within its bounds, and the same after a trip through a command line.
import ScenarioModel
import Testing

@Suite("A local server's description")
struct ServiceDescriptionTests {
  private func answers(_ description: ServiceDescription, count: Int = 2000) -> [ServiceAnswer] {
    (0..<count).map { description.answer(to: "/\($0)".utf8) }
  }

  @Test("gives the same path the same answer, and other seeds other answers")
  func repeatable() {
    let description = ServiceDescription(seed: 7, latency: 1000, jitter: 500, failing: 0.3, failure: .reset)
    #expect(answers(description) == answers(description))
    var other = description
    other.seed = 8
    #expect(answers(description) != answers(other))
  }

  @Test("keeps delays within the jitter, and never below zero")
  func delays() {
    let delays = answers(ServiceDescription(seed: 1, latency: 1000, jitter: 200)).map(\.delay)
    #expect(delays.allSatisfy { (800...1200).contains($0) })
    #expect(delays.contains { $0 < 850 } && delays.contains { $0 > 1150 })
    #expect(answers(ServiceDescription(seed: 1, latency: 100, jitter: 1000)).allSatisfy { $0.delay >= 0 })
  }

  @Test("fails about the share that it says, in the way that it says", arguments: ServiceDescription.Failure.allCases)
  func failures(failure: ServiceDescription.Failure) {
    let description = ServiceDescription(seed: 3, failing: 0.25, failure: failure)
    let failed = answers(description).filter { $0.status == 500 || $0.failure != nil }
    // 2000 draws of 1 in 4: five standard deviations are 97.
    #expect((403...597).contains(failed.count))
    #expect(failed.allSatisfy { failure == .status ? $0.status == 500 : $0.failure == failure && $0.status == 200 })
  }

  @Test("none fails at a share of nothing, all at a whole")
  func ends() {
    #expect(answers(ServiceDescription(failing: 0)).allSatisfy { $0.status == 200 })
    #expect(answers(ServiceDescription(failing: 1)).allSatisfy { $0.status == 500 })
  }

  @Test("is read back from its own words, and from no others")
  func words() {
    let description = ServiceDescription(
      seed: .max, latency: 1, jitter: 2, size: 3, status: 404, failing: 0.05, failure: .half, keepsAlive: false)
    #expect(ServiceDescription(arguments: description.arguments) == description)
    #expect(ServiceDescription(arguments: []) == nil)
    for position in description.arguments.indices {
      var words = description.arguments
      words[position] = "?"
      #expect(ServiceDescription(arguments: words) == nil)
    }
  }
}
