// The way to what an exploration has found, as a text that can be replayed.
import ScenarioModel

/// Gives nothing where nothing was found.
package enum ScheduleReporter: Reporter {
  package static let name = "schedule"
  package static let summary = "the schedule that an exploration has found, to be replayed"

  package static func render(_ document: ReportDocument, style: ReportStyle) -> String {
    guard case .scenario(let record) = document else { return "" }
    return SavedSchedule(of: record)?.text ?? ""
  }
}
