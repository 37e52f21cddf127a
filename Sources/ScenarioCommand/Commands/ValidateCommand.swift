// `scenario validate`: says everything that is wrong with files, and runs nothing.
import ArgumentParser
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

struct ValidateCommand: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check scenarios without running anything.",
    discussion: "What is found goes to standard output; of a folder every scenario below it is checked.")

  @Argument(
    help: "Scenario files and folders; '-' is standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var paths: [String]

  @OptionGroup(title: "With these changes") var loading: LoadingOptions
  @OptionGroup var findings: FindingOptions

  @Option(name: .long, help: "What goes to standard output: \(Parsing.reporterWords).")
  var format = ReportForm.standard

  func execute(on console: Console, of tool: Tool) throws -> ExitCode {
    let preparation = Preparation(tool: tool, overrides: loading.overrides)
    var results: [FileReview] = []
    for path in paths {
      // A folder without scenarios has nothing to say, a name without a file does.
      let files = FolderListing.kind(of: path) == .folder ? try ScenarioFiles.below(path) : [path]
      for file in files { results.append(FileReview(file, preparation)) }
    }
    let exit = ExitCode.worst(results.map(\.code.rawValue))
    console.write(format.isJSON ? json(results, exit) : text(results, exit, console.output))
    if results.isEmpty { console.tell("no scenarios below \(paths.joined(separator: ", "))\n") }
    return exit
  }

  private func text(_ results: [FileReview], _ exit: ExitCode, _ terminal: Terminal) -> String {
    let all = results.flatMap(\.diagnostics)
    let form = format.reporter == GitHubReporter.self ? FindingForm.github : findings.diagnostics
    // One array for all files, also when there is nothing in it.
    if form == .json { return JSONRenderer().render(all) }
    let found = form.renderer(for: terminal).render(all)
    guard form == .text, !results.isEmpty else { return found }
    return found + (found.isEmpty ? "" : "\n") + summary(results) + "\n" + needs(results)
  }

  private func summary(_ results: [FileReview]) -> String {
    let bad = results.count { $0.code != .expected }
    let errors = results.reduce(0) { $0 + $1.count(.error) }
    let warnings = results.reduce(0) { $0 + $1.count(.warning) }
    let name = results.count == 1 ? results[0].path : Quantity.counted(Int64(results.count), "file")
    let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
    let told = counts.map { Quantity.counted(Int64($0.0), $0.1) }.joined(separator: " and ")
    let verdict = bad == 0 ? "valid" : results.count == 1 ? "not valid" : "\(bad) not valid"
    return "\(name): \(verdict)" + (told.isEmpty ? "" : ", \(told)")
  }

  /// A line for each flag that running the files would need, as `plan` shows it.
  private func needs(_ results: [FileReview]) -> String {
    var lines: [String] = []
    for result in results {
      for need in result.needs {
        let name = results.count > 1 ? "\(result.path) " : ""
        let line = "  \(name)needs \(need.permission.flag) for '\(need.workload)'\n"
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return lines.joined()
  }

  private func json(_ results: [FileReview], _ exit: ExitCode) -> String {
    let files = results.map { result in
      JSONValue.object([
        "path": .string(result.path), "valid": .bool(result.code == .expected),
        "code": .int(Int64(result.code.rawValue)),
        "scenario": result.scenario.map(JSONValue.string) ?? .null,
        "permissions": .array(result.needs.map(\.value)),
        "diagnostics": JSONRenderer.value(result.diagnostics),
      ])
    }
    let document: JSONValue = [
      "schema": "scenario-validation/1", "files": .array(files),
      "exit": ["code": .int(Int64(exit.rawValue)), "reason": .string(exit.meaning)],
    ]
    return document.text(pretty: true) + "\n"
  }
}

/// What is to be said about one file.
private struct FileReview {
  let path: String
  let scenario: String?
  let code: ExitCode
  let diagnostics: [Diagnostic]
  /// What running it would need to be allowed.
  let needs: [PermissionNeed]

  init(_ path: String, _ preparation: Preparation) {
    self.path = path
    do throws(RefusedScenario) {
      let prepared = try preparation.prepare(path)
      scenario = prepared.document.name.value
      code = .expected
      diagnostics = prepared.warnings
      needs = prepared.loaded.needs
    } catch {
      scenario = error.scenario
      code = ExitCode(rawValue: error.exit.code) ?? .internalError
      diagnostics = error.diagnostics
      needs = []
    }
  }

  func count(_ severity: Severity) -> Int { diagnostics.count { $0.severity == severity } }
}
