// Flags about how results and findings are shown.
import ArgumentParser

struct FindingOptions: ParsableArguments {
  @Option(name: .long, help: "How findings about a file are shown: text, concise, json or github.")
  var diagnostics: FindingForm = .text
}

struct ReportOptions: ParsableArguments {
  @Option(name: .long, help: "What goes to standard output: \(Parsing.reporterWords).")
  var format = ReportForm.standard

  @Option(
    name: [.customShort("o"), .customLong("output")], parsing: .singleValue,
    help: ArgumentHelp("Write a report to a file as well, as in json=report.json.", valueName: "form=path"),
    completion: .file())
  var output: [ReportTarget] = []

  @OptionGroup var findings: FindingOptions

  @Flag(name: .long, help: "Say nothing of progress and of warnings.")
  var quiet = false

  @Flag(name: .long, help: "Show every report of several, and progress as lines.")
  var verbose = false

  func validate() throws {
    if quiet && verbose { throw ValidationError("'--quiet' and '--verbose' exclude each other") }
    let paths = output.map(\.path)
    if let twice = paths.first(where: { path in paths.count { $0 == path } > 1 }) {
      throw ValidationError("two reports would go to '\(twice)'")
    }
  }
}
