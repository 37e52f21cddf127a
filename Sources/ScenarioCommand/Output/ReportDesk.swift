// Hands out reports: to standard output in the form asked for, and to the files named.
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

struct ReportDesk {
  let console: Console
  let options: ReportOptions
  private let files: [ReportFile]

  /// - Throws: when a report could not be put where it shall go.
  init(_ options: ReportOptions, console: Console) throws(CommandFailure) {
    self.console = console
    self.options = options
    var files: [ReportFile] = []
    for target in options.output { files.append(try ReportFile(target.path)) }
    self.files = files
  }

  /// Shows findings on standard error.
  func tell(_ diagnostics: [Diagnostic]) {
    let told = options.quiet ? diagnostics.filter { $0.severity == .error } : diagnostics
    guard !told.isEmpty else { return }
    console.tell(options.findings.diagnostics.renderer(for: console.error).render(told))
  }

  /// Writes the report to all of its places, and says how the program ends after it.
  func deliver(_ document: ReportDocument) -> ExitCode {
    var codes = [document.exit.code]
    for (target, file) in zip(options.output, files) {
      do throws(CommandFailure) {
        try file.write(target.form.reporter.render(document, style: ReportDesk.fileStyle))
      } catch {
        console.tell(error.text)
        codes.append(error.code.rawValue)
      }
    }
    console.write(options.format.reporter.render(document, style: console.output.style))
    return ExitCode.worst(codes)
  }

  /// Whether going on makes sense: somebody reads the results, or they go to a file.
  var isTaken: Bool { console.isTaken || !files.isEmpty }

  /// The way in which runs are followed.
  func makeProgress() -> ProgressDisplay {
    let mode: ProgressDisplay.Mode =
      options.quiet ? .none : console.error.isLive && !options.verbose ? .live : .lines
    return ProgressDisplay(mode: mode, style: console.error.style)
  }

  /// A file has no width of its own, and may be read anywhere.
  private static let fileStyle = ReportStyle(width: 100, color: false, unicode: true)
}
