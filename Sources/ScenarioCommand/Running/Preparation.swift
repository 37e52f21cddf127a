// From a path to graphs that can be run, or to what there is to say about the file.
import ScenarioEngine
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

/// A scenario that can be run or planned.
struct PreparedScenario {
  var path: String
  var loaded: LoadedScenario
  /// One for each cell.
  var graphs: [ExecutionGraph]
  /// The flags that changed what the file says, other than who runs it.
  var flags: [String] = []
  /// Findings that keep nothing from being run.
  var warnings: [Diagnostic]

  /// The first cell's document; names, tags and expectations are the same in all cells.
  var document: ScenarioDocument { loaded.cells[0].document }
}

extension PreparedScenario {
  /// The same with every role explored; cells that differ only in who would run them are one.
  fileprivate var explored: PreparedScenario {
    var explored = self
    var seen: Set<[CellParameter]> = []
    let kept = loaded.cells.indices.filter { seen.insert(PreparedScenario.modelled(loaded.cells[$0])).inserted }
    explored.loaded.cells = kept.map { index in
      var cell = loaded.cells[index]
      cell.parameters = PreparedScenario.modelled(cell)
      cell.label = kept.count == 1 ? "" : cell.parameters.map { "\($0.path): \($0.value)" }.joined(separator: ", ")
      return cell
    }
    explored.graphs = kept.map { index in
      var graph = graphs[index]
      for role in graph.roles.indices { graph.roles[role].executor = ExploreExecutor.descriptor.name }
      return graph
    }
    return explored
  }

  /// What is compared apart from who runs it.
  private static func modelled(_ cell: LoadedCell) -> [CellParameter] {
    cell.parameters.filter { !$0.path.split(separator: ".").contains("strategy") }
  }
}

/// Why a scenario cannot be run.
struct RefusedScenario: Error {
  var path: String
  var exit: ExitStatus
  var diagnostics: [Diagnostic]
  /// What could be read of it all the same.
  var scenario: String?
  var tags: [String]?
}

/// Reads, loads and compiles scenarios. Starts nothing.
struct Preparation {
  let tool: Tool
  var overrides: [Override] = []
  /// Every role is explored, whatever its strategy.
  var explores = false

  func prepare(_ path: String) throws(RefusedScenario) -> PreparedScenario {
    let file: SourceFile
    switch YAMLReader.open(path: path) {
    case .success(let opened): file = opened
    case .failure(let finding): throw refusal(path, [finding])
    }
    let folder = SourceFolder(of: path)
    let loader = ScenarioLoader(
      catalog: tool.catalog,
      readFile: { folder.isLeft(by: $0) ? .failure(.extendsByLink($0)) : YAMLReader.open(path: $0) })
    let loaded = loader.load(file, overrides: overrides)
    let compiled = loaded.cells.map { GraphCompiler.compile($0.document, catalog: tool.catalog) }
    let diagnostics = DiagnosticOrder.sorted(loaded.diagnostics + compiled.flatMap(\.diagnostics)).filter {
      // What only an exploration can judge is judged here.
      !explores || $0.code != .checkNeedsExplore
    }
    let graphs = compiled.compactMap(\.graph)
    guard !diagnostics.contains(where: { $0.severity == .error }), !graphs.isEmpty, graphs.count == loaded.cells.count
    else {
      // A plug-in that is missed may be one whose manifest is broken.
      throw refusal(path, diagnostics + tool.installed.warnings, loaded.cells.first?.document)
    }
    let prepared = PreparedScenario(path: path, loaded: loaded, graphs: graphs, flags: flags, warnings: diagnostics)
    return explores ? prepared.explored : prepared
  }

  private var flags: [String] {
    overrides.compactMap { override in
      switch override {
      case .set, .workers, .seed: "\(override.flag)=\(override.value)"
      case .strategy, .repeat, .timeout: nil
      }
    }
  }

  private func refusal(_ path: String, _ diagnostics: [Diagnostic], _ document: ScenarioDocument? = nil)
    -> RefusedScenario
  {
    let errors = diagnostics.filter { $0.severity == .error }
    let code = Preparation.code(for: errors)
    let count = Quantity.counted(Int64(errors.count), "error")
    let reason = errors.count == 1 ? errors[0].message : "\(code.meaning): \(count)"
    return RefusedScenario(
      path: path, exit: ExitStatus(code: code.rawValue, reason: reason),
      diagnostics: diagnostics.map(advised),
      scenario: document?.name.value, tags: document?.tags.map(\.value))
  }

  /// What to type next, where the finding does not say it and it is about the command line.
  private func advised(_ finding: Diagnostic) -> Diagnostic {
    guard finding.help == nil else { return finding }
    if let range = finding.range {
      let flag = range.file.name.prefix { $0 != " " }
      return FlagNeed.of(String(flag), in: tool).map { finding.advising("for example: \($0.example)") } ?? finding
    }
    guard finding.code == .noSuchFile else { return finding }
    return finding.advising("'scenario list scenarios' lists those below this folder")
  }

  /// What kind of failure the errors of one scenario come to.
  private static func code(for errors: [Diagnostic]) -> ExitCode {
    let unreadable: Set<DiagnosticCode> = [.noSuchFile, .notAFile, .unreadableFile, .silentInput]
    let unavailable: Set<DiagnosticCode> = [.workloadUnavailable, .executorUnavailable]
    if errors.contains(where: { unreadable.contains($0.code) && $0.range == nil }) { return .noSuchFile }
    if errors.allSatisfy({ unavailable.contains($0.code) }) { return .notAvailable }
    // Nothing is wrong with the file when all that is wrong stands in flags.
    if errors.allSatisfy({ $0.range?.file.name.hasPrefix("--") == true }) { return .usage }
    return .invalidScenario
  }
}

extension RefusedScenario {
  /// As a report of its own.
  var record: FailureRecord {
    FailureRecord(
      scenario: scenario, path: path, exit: exit, diagnostics: diagnostics,
      environment: EnvironmentProbe.look(version: Version.current), command: CommandLine.arguments)
  }

  /// A scenario that needs what the command line does not allow; nothing of it has been started.
  static func needingPermission(_ prepared: PreparedScenario, granted: PermissionGrants) -> RefusedScenario? {
    let missing = prepared.loaded.needs.filter { !granted.allows($0.permission) }
    guard let first = missing.first else { return nil }
    return RefusedScenario(
      path: prepared.path,
      exit: ExitStatus(code: ExitCode.needsPermission.rawValue, reason: first.finding.message),
      diagnostics: missing.map(\.finding), scenario: prepared.document.name.value,
      tags: prepared.document.tags.map(\.value))
  }
}
