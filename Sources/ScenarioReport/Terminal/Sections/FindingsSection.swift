// What went wrong: each finding with its step, and for those who wait in a circle who holds and waits for what.
import ScenarioModel

enum FindingsSection: TerminalSection {
  private static let most = 8

  static func sections(_ facts: ReportFacts) -> [Section] {
    // What an exploration found stands with the schedule that leads to it.
    guard let focus = facts.focus, !focus.run.findings.isEmpty, focus.run.exploration?.violations.isEmpty ?? true else {
      return []
    }
    let findings = focus.run.findings
    var blocks = findings.prefix(most).flatMap(blocks)
    let rest = Int64(max(0, findings.count - most)) + focus.run.failuresDropped
    if rest > 0 { blocks.append(.paragraph(StyledText("and \(Quantity.count(rest)) more like it", .faint))) }
    return [Section(facts.title("What went wrong"), blocks)]
  }

  private static func blocks(_ finding: Finding) -> [Block] {
    let who = finding.strand.map { "by \(Words.strand($0))" }
    let place = [who, Words.step(finding.step)].compactMap(\.self).joined(separator: ", ")
    let text = StyledText(finding.message) + StyledText(place.isEmpty ? "" : " (\(place))", .faint)
    let waits = finding.waits.prefix(most).map {
      Block.paragraph(StyledText("- " + picture($0, isGone: finding.kind == .workerLost)))
    }
    let rest = finding.waits.count - waits.count
    return [.paragraph(text)] + waits + (rest > 0 ? [.paragraph(StyledText("- and \(rest) more", .faint))] : [])
  }

  /// `main 0 (task 0) holds lock a (lock at a.yaml:3) and waits for lock b (lock at a.yaml:5)`.
  /// A worker that is gone held what it held.
  static func picture(_ wait: WaitDescription, isGone: Bool) -> String {
    let holds = wait.holds.map { held in held.object + (Words.step(held.step).map { " (\($0))" } ?? "") }
    if wait.hasEnded {
      return "\(Words.strand(wait.strand)) took \(Words.list(holds)) and ended without giving it back"
    }
    if isGone, wait.waitsFor == nil {
      return "\(Words.strand(wait.strand)) held \(holds.isEmpty ? "nothing" : Words.list(holds))"
    }
    let holding = holds.isEmpty ? "holds nothing" : "holds \(Words.list(holds))"
    let at = Words.step(wait.step).map { " (\($0))" } ?? ""
    let waiting = wait.waitsFor.map { "waits for \($0)\(at)" } ?? "is running\(at)"
    return "\(Words.strand(wait.strand)) \(holding) and \(waiting)"
  }
}
