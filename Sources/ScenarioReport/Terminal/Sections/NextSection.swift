// What to type next, and under which circumstances this was measured.
import ScenarioModel

enum NextSection: TerminalSection {
  static func sections(_ facts: ReportFacts) -> [Section] {
    let next = facts.next.map { Block.paragraph(StyledText($0.command, .strong) + StyledText(" # \($0.why)", .faint)) }
    return (next.isEmpty ? [] : [Section("Next", next)]) + [Section(nil, [.paragraph(circumstances(facts.record))])]
  }

  private static func circumstances(_ record: ScenarioRecord) -> StyledText {
    let environment = record.environment
    let processors =
      environment.usableProcessors == environment.processors
      ? Quantity.counted(Int64(environment.processors), "processor")
      : "\(environment.usableProcessors) of \(environment.processors) processors"
    let quota = environment.quota.map { "quota of \(Quantity.significant($0)) CPUs" }
    let build = environment.isDebugBuild ? "debug build: times are not typical" : nil
    let parts = [processors, quota, environment.operatingSystem, "seed \(record.seed)", build].compactMap(\.self)
    return StyledText(parts.filter { !$0.isEmpty }.joined(separator: ", "), .faint)
  }
}
