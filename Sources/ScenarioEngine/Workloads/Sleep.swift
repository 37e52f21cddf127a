// The sleep workload: waiting without the CPU, for a fixed time or one drawn from a distribution.
import ScenarioModel

/// It has no native code: it compiles to the instructions that every executor knows how to wait with.
enum Sleep: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "sleep",
    summary: "Waits without using the CPU, as for a remote answer; the durations may be drawn from a distribution",
    boundBy: .waiting,
    fields: [
      Field(
        "duration", durations, default: "100ms", summary: "How long every task waits, with the distribution 'constant'",
        examples: ["100ms", "2s"]),
      Field(
        "distribution", .choice(Shape.allCases.map { .init($0.rawValue, $0.summary) }), default: "constant",
        summary: "How the durations of different tasks vary; drawn by 'measure.seed'", examples: ["exponential"]),
      Field("low", durations, summary: "The shortest duration, with 'uniform'", examples: ["50ms"]),
      Field("high", durations, summary: "The longest duration, with 'uniform'", examples: ["150ms"]),
      Field("mean", durations, summary: "The mean duration, with 'exponential'", examples: ["100ms"]),
      Field(
        "median", durations, summary: "The duration that half of the tasks exceed, with 'lognormal'",
        examples: ["100ms"]),
      Field(
        "sigma", .number(0...10),
        summary: "The standard deviation of the duration's natural logarithm, with 'lognormal'; 0.5 is a moderate tail",
        examples: ["0.5"]),
    ],
    compile: { declaration, builder in
      if let distribution = distribution(of: declaration, &builder) { builder.sleep(distribution) }
      return nil
    })

  /// Up to a year: anything longer is a slip of the pen.
  private static let durations = FieldType.duration(0...366 * 86_400_000_000_000)

  enum Shape: String, CaseIterable {
    case constant, uniform, exponential, lognormal

    var summary: String {
      switch self {
      case .constant: "always 'duration'"
      case .uniform: "anything from 'low' to 'high', all equally likely"
      case .exponential: "as between independent arrivals: mostly short, 'mean' on average"
      case .lognormal: "as of real services: 'median' with a long tail that grows with 'sigma'"
      }
    }

    /// The parameters that it needs; it takes no others.
    var parameters: [String] {
      switch self {
      case .constant: ["duration"]
      case .uniform: ["low", "high"]
      case .exponential: ["mean"]
      case .lognormal: ["median", "sigma"]
      }
    }
  }

  private static func distribution(
    of declaration: WorkloadDeclaration, _ builder: inout ProgramBuilder
  ) -> Distribution? {
    let shape = Shape(rawValue: declaration.text("distribution") ?? "") ?? .constant
    let choice = "distribution '\(shape.rawValue)'"
    for name in Shape.allCases.flatMap(\.parameters) where !shape.parameters.contains(name) {
      declaration.report(
        name, unless: name == "duration" ? .duration(defaultDuration) : nil, foreignTo: choice,
        whichTakes: shape.parameters, to: &builder)
    }
    let missing = shape.parameters.filter { $0 != "duration" && declaration.parameters[$0] == nil }
    guard missing.isEmpty else {
      declaration.report(missing: missing, neededBy: choice, at: "distribution", to: &builder)
      return nil
    }
    switch shape {
    case .constant: return .constant(declaration.nanoseconds("duration") ?? defaultDuration)
    case .exponential: return .exponential(mean: declaration.nanoseconds("mean") ?? 0)
    case .lognormal:
      return .lognormal(median: declaration.nanoseconds("median") ?? 0, sigma: declaration.number("sigma") ?? 0)
    case .uniform:
      let low = declaration.nanoseconds("low") ?? 0
      let high = declaration.nanoseconds("high") ?? 0
      if low > high { declaration.report(reversed: "low", "high", to: &builder) }
      return .uniform(low: low, high: high)
    }
  }

  private static let defaultDuration: Int64 = 100_000_000
}
