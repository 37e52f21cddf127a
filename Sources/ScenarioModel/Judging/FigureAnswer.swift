// Conditions on measured figures of one cell: time, throughput, percentiles, CPU time, memory.

enum FigureAnswer {
  static func of(_ expectation: ExpectationDeclaration, cell: CellSummary) -> CellAnswer {
    guard let bound = expectation.bound.number else { return .noSample("it is not compared with a number") }
    guard let figure = figure(expectation.measure, cell) else { return .noSample(missing(expectation.measure)) }
    return CellAnswer(holds: expectation.comparison.holds(figure.value, bound), value: figure.text)
  }

  private static func figure(
    _ measure: ExpectationDeclaration.Measure, _ cell: CellSummary
  ) -> (value: Double, text: String)? {
    switch measure {
    case .time: duration(cell.time?.median)
    case .maximum: duration(cell.latency?.maximum)
    case .percentile(let p): duration(cell.latency?.quantile(p / 100))
    case .cpu: duration(cell.cpu)
    case .memory: cell.memory.map { (Double($0), Quantity.size($0)) }
    case .throughput: cell.throughput.map { ($0, Quantity.rate($0)) }
    case .verdict, .speedup, .efficiency, .named: nil
    }
  }

  private static func duration(_ nanoseconds: Int64?) -> (value: Double, text: String)? {
    nanoseconds.map { (Double($0), Quantity.duration($0)) }
  }

  private static func missing(_ measure: ExpectationDeclaration.Measure) -> String {
    switch measure {
    case .maximum, .percentile: "no task's latency was recorded"
    case .cpu, .memory: "the processes' use was not recorded"
    default: "no run ended by itself"
    }
  }
}

extension ExpectationDeclaration.Bound {
  /// The bound as a number, where it is one.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .verdict, .boolean: nil
    }
  }
}
