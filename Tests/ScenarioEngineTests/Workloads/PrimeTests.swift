// The prime workload against a sieve, at the edges of its range, and when the run is stopped.
import ScenarioModel
import Synchronization
import Testing

@testable import ScenarioEngine

@Suite("prime")
struct PrimeTests {
  @Test("it agrees with the sieve of Eratosthenes below 200,000")
  func sieve() {
    let limit = 200_000
    var isPrime = [Bool](repeating: true, count: limit)
    isPrime[0] = false
    isPrime[1] = false
    for number in 2..<limit where isPrime[number] {
      for multiple in stride(from: 2 * number, to: limit, by: number) { isPrime[multiple] = false }
    }
    let wrong = (0..<limit).filter { Prime.isPrime(UInt64($0)) {} != isPrime[$0] }
    #expect(wrong.isEmpty, "wrong for \(wrong.prefix(5))")
  }

  @Test(
    "squares of primes beyond a double's precision, powers and the default number are known",
    arguments: [
      (94_906_249 * 94_906_249, false),
      // The root of the greatest square of a prime below 2^63.
      (3_037_000_493 * 3_037_000_493, false), (1 << 62, false), (112_272_535_095_293, true),
      (112_272_535_095_291, false),
    ] as [(UInt64, Bool)])
  func edges(number: UInt64, expected: Bool) {
    #expect(Prime.isPrime(number) {} == expected)
  }

  @Test("task i tests the number at i modulo their count; the result is 1 or 0")
  func numbers() throws {
    let (program, result, diagnostics) = try compile("prime", ["numbers": .list([.integer(4), .integer(7)])])
    #expect(diagnostics.isEmpty)
    #expect(result == program.instructions.last?.a)
    #expect(try (0..<4).map { try runBlocking(program, task: $0) } == [0, 1, 0, 1])
  }

  @Test("without parameters it tests the well-known one, with 'number' that one")
  func number() throws {
    #expect(try runBlocking(compile("prime").program) == 1)
    #expect(try runBlocking(compile("prime", ["number": .integer(91)]).program) == 0)
  }

  @Test("both 'number' and 'numbers' are one too many, unless the number is only the default")
  func conflict() throws {
    let both = try compile("prime", ["number": .integer(7), "numbers": .list([.integer(2)])]).diagnostics
    #expect(both.map(\.message) == ["'prime' takes 'number' or 'numbers', not both"])
    #expect(both.first?.range?.lower == 20 && both.first?.labels.first?.range.lower == 10)
    #expect(try compile(yaml: "{ type: prime, numbers: [2] }").diagnostics.isEmpty)
  }

  @Test("it passes a checkpoint often and leaves there when the run is stopped")
  func checkpoints() throws {
    let program = try compile("prime").program
    let looks = Counter()
    #expect(throws: Stopped.self) { try runBlocking(program) { looks.next() == 5 } }
    #expect(looks.next() == 6)
    // About 5.3 million divisions, a checkpoint for every 32,768.
    let all = Counter()
    _ = try runBlocking(program) {
      _ = all.next()
      return false
    }
    #expect((100...200).contains(all.next()))
  }

  private final class Counter: Sendable {
    private let value = Atomic(0)
    func next() -> Int { value.add(1, ordering: .relaxed).newValue }
  }
}
