// What a role's kernels measured of themselves, merged over the agents that ran them.
import ScenarioModel

extension Workloads {
  /// Positions of each kernel's first measure among those of its role.
  func firstMeasures(of specifications: [KernelSpecification]) -> [Int] {
    var next = 0
    return specifications.map { specification in
      defer { next += measures(of: specification).count }
      return next
    }
  }
}

extension RunContext {
  /// What one kernel of a role has measured, in the order of its descriptor's list. To be asked when all agents have ended.
  func measured(role: Int, kernel: Int) -> [MeasureRecord] {
    let specifications = graph.roles[role].program.kernels
    let first = parts.workloads.firstMeasures(of: specifications)[kernel]
    return parts.workloads.measures(of: specifications[kernel]).enumerated().map { position, descriptor in
      var histogram = LatencyHistogram()
      for agent in agents(of: role) {
        let blocks: UnsafeMutablePointer<UInt64> = world.inAgent(agent, world.layout.measures)
        histogram.merge(blocks + (first + position) * LatencyLayout.wordCount)
      }
      return MeasureRecord(descriptor: descriptor, histogram: histogram)
    }
  }
}
