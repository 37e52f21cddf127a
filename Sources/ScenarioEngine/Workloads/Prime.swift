// The prime workload: is a number prime? Trial division keeps one CPU busy and touches no memory.
import ScenarioModel

/// The result is 1 for a prime and 0 for any other number.
enum Prime: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "prime",
    summary: "Tests numbers for primality by trial division; the result is 1 for a prime, else 0",
    boundBy: .processor,
    fields: [
      Field(
        "number", numbers, default: "112272535095293", summary: "The number that every task tests",
        examples: ["97", "112272535095293"]),
      Field(
        "numbers", .list(numbers, minimum: 1),
        summary: "Numbers to test in place of 'number': task i tests the one at i modulo their count",
        examples: ["[2, 4, 97]"]),
    ],
    compile: { declaration, builder in
      let tested: [ParameterValue]
      if case .list(let several)? = declaration.parameters["numbers"]?.value {
        declaration.report(conflictOf: "number", unless: .integer(defaultNumber), with: "numbers", to: &builder)
        tested = several
      } else {
        tested = [declaration.parameters["number"]?.value ?? .integer(defaultNumber)]
      }
      return builder.call(
        KernelSpecification(
          workload: "prime", parameters: ["numbers": .list(tested)], isComputing: true, form: .blocking))
    })

  /// A prime that takes about 12 ms: the number of CPython's own example of parallel primality tests.
  private static let defaultNumber: Int64 = 112_272_535_095_293
  private static let numbers = FieldType.integer(0...Int64.max)

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) -> Kernel {
    let numbers = specification.integers("numbers")
    return .blocking { context in
      let index = Int(UInt64(bitPattern: context.task) % UInt64(numbers.count))
      return try isPrime(UInt64(numbers[index])) { try context.checkpoint() } ? 1 : 0
    }
  }

  /// Divides by 2 and by the odd numbers up to the root.
  ///
  /// - Parameters:
  ///   - number: below 2^63.
  ///   - checkpoint: called every 32,768 divisions, about every 100 microseconds.
  static func isPrime(_ number: UInt64, checkpoint: () throws -> Void) rethrows -> Bool {
    if number < 4 { return number >= 2 }
    if number % 2 == 0 { return false }
    let root = squareRoot(number)
    var divisor: UInt64 = 3
    while divisor <= root {
      let last = min(root, divisor + 65_535)
      while divisor <= last {
        if number % divisor == 0 { return false }
        divisor += 2
      }
      try checkpoint()
    }
    return true
  }

  /// The greatest integer whose square is not above `number` (below 2^63). A double has 53 bits, so its root may be off
  /// by one.
  private static func squareRoot(_ number: UInt64) -> UInt64 {
    var root = UInt64(Double(number).squareRoot())
    while root * root > number { root -= 1 }
    while (root + 1) * (root + 1) <= number { root += 1 }
    return root
  }
}
