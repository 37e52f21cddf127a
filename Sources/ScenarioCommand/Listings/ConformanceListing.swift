// What a plug-in does of what the protocol asks, as a list.
import ScenarioEngine
import ScenarioReport

enum ConformanceListing {
  private static let page = "Documentation/plugins.md"

  static func checks(_ checks: [PluginCheck]) -> Listing {
    let rows = checks.map { check -> [String] in
      let (outcome, reason) = words(check.outcome)
      return [check.name, outcome, reason, "\(page)#\(check.section)"]
    }
    return Listing(
      "checks", [.init("check"), .init("outcome"), .init("reason"), .init("see")], rows, remarks: [summary(checks)])
  }

  /// A line for each check; below one that failed, what the plug-in did instead and where to read on.
  static func text(_ checks: [PluginCheck]) -> String {
    var text = ""
    for check in checks {
      let (outcome, reason) = words(check.outcome)
      let gap = String(repeating: " ", count: 9 - outcome.count)
      text += "\(outcome)\(gap)\(check.name)\n"
      if !reason.isEmpty { text += "         \(check.isFailure ? "it " : "")\(reason)\n" }
      if check.isFailure { text += "         see \(page)#\(check.section)\n" }
    }
    return text + "\n\(summary(checks))\n"
  }

  private static func words(_ outcome: PluginCheck.Outcome) -> (String, reason: String) {
    switch outcome {
    case .passed: ("passed", "")
    case .failed(let reason): ("failed", reason)
    case .skipped(let reason): ("skipped", reason)
    }
  }

  private static func summary(_ checks: [PluginCheck]) -> String {
    let failed = checks.count(where: \.isFailure)
    return failed == 0 ? "The plug-in keeps the protocol." : "\(failed) of \(checks.count) checks failed."
  }
}
