// From a file and the flags of a command line to documents: extend, set, compare, substitute, decode, check.
import ScenarioSyntax

/// Loads scenarios. Touches no file itself.
package struct ScenarioLoader: Sendable {
  private let catalog: Catalog
  private let readFile: ReadFile

  /// - Parameter readFile: reads the files that others extend.
  package init(catalog: Catalog, readFile: @escaping ReadFile) {
    self.catalog = catalog
    self.readFile = readFile
  }

  /// Loads a scenario. Everything that is wrong is reported together.
  package func load(_ file: SourceFile, overrides: [Override] = []) -> LoadedScenario {
    var loading = Loading(catalog: catalog)
    let read = YAMLReader.read(file)
    loading.diagnostics += read.diagnostics
    guard let root = read.root else { return loading.result() }
    var inheritance = Inheritance(of: file, readFile: readFile)
    let merged = inheritance.resolve(root, of: file)
    loading.diagnostics += inheritance.diagnostics
    loading.lacksBase = inheritance.lacksBase

    let base = loading.apply(overrides, to: merged)
    let plans = loading.plan(base)
    for (index, plan) in plans.enumerated() where !loading.hasOverflowed {
      loading.decode(plan, of: index == 0 ? base : base.removing(["compare"]))
    }
    // With flags, a variable or an expectation may well be about something that a flag has replaced.
    if overrides.isEmpty {
      loading.reviewVariables(base)
      if plans.count == loading.cells.count {
        loading.diagnostics += CellCoverage.check(loading.cells, catalog: catalog)
      }
    }
    loading.collectOrigins(from: file)
    return loading.result()
  }
}

/// One load in progress.
private struct Loading {
  let catalog: Catalog
  let table: LanguageTable
  var diagnostics: [Diagnostic] = []
  var cells: [LoadedCell] = []
  /// A file that is extended could not be read, so that what seems to be missing may be there.
  var lacksBase = false
  /// Variables made a cell too large to look at; the others would not be smaller.
  private(set) var hasOverflowed = false
  private var settings: [Setting] = []
  private var axes: [[String]] = []
  private var variables: Set<String> = []
  private var usedVariables: Set<String> = []
  private var skipped = 0
  private var firstTree: YAMLNode?
  private var origins: [ValueOrigin] = []

  private static let aboutAbsence: Set<DiagnosticCode> = [
    .missingKey, .noRole, .unknownVariable, .unusedVariable, .unknownQueue, .unknownLock, .unknownPath, .unknownResult,
    .rateWithoutDuration, .withoutEffect, .unboundedTasks,
  ]

  init(catalog: Catalog) {
    self.catalog = catalog
    table = ScenarioFields.table(catalog: catalog)
  }

  /// The files' tree with the flags' values set.
  mutating func apply(_ overrides: [Override], to merged: Draft) -> Draft {
    let resolver = PathResolver(table: table, root: merged)
    variables = resolver.variables
    var reader = OverrideReader(resolver: resolver)
    settings = overrides.compactMap { reader.read($0) }
    diagnostics += reader.diagnostics
    return settings.reduce(merged) { $0.applying($1, table: table) }
  }

  /// The cells of the comparison.
  mutating func plan(_ base: Draft) -> [CellPlan] {
    let tree = base.frozen
    var substitution = Substitution(variables: tree["vars"]?.entries ?? [])
    let root = tree["compare"] == nil ? tree : substitution.apply(toScenario: tree)
    diagnostics += substitution.diagnostics
    usedVariables.formUnion(substitution.used)
    var expansion = CellExpansion(resolver: PathResolver(table: table, root: base), fixed: settings)
    let plans = expansion.cells(root["compare"], weight: max(root.weight, 1))
    diagnostics += expansion.diagnostics
    skipped = expansion.skipped
    axes = plans[0].settings.map { $0.path.canonical(variables: variables) }
    return plans
  }

  /// Decodes and checks one cell.
  mutating func decode(_ plan: CellPlan, of base: Draft) {
    // A flag that sets a part of what is compared comes after it.
    let parts = settings.filter { setting in
      let path = setting.path.canonical(variables: variables)
      return axes.contains { $0.count < path.count && path.starts(with: $0) }
    }
    let tree = (plan.settings + parts).reduce(base) { $0.applying($1, table: table) }.frozen
    var substitution = Substitution(variables: tree["vars"]?.entries ?? [])
    let root = substitution.apply(toScenario: tree)
    diagnostics += substitution.diagnostics
    usedVariables.formUnion(substitution.used)
    hasOverflowed = substitution.hasOverflowed
    guard !hasOverflowed else { return }
    firstTree = firstTree ?? root

    var decoder = DocumentDecoder(catalog: catalog)
    let decoded = decoder.decode(root)
    diagnostics += decoder.diagnostics
    guard var decoded else { return }
    if lacksBase {
      decoded.document.unread.couldDeclareAny = true
      decoded.document.unread.couldUseAny = true
    }
    let subject = RuleSubject(document: decoded.document, shape: decoded.shape, catalog: catalog)
    diagnostics += Checks.run(on: subject)
    cells.append(LoadedCell(label: plan.label, parameters: plan.parameters, document: decoded.document))
  }

  /// Variables that nothing uses.
  mutating func reviewVariables(_ base: Draft) {
    for entry in base["vars"]?.entries ?? [] where !usedVariables.contains(entry.key.text) {
      diagnostics.append(
        Diagnostic(
          .unusedVariable, severity: .warning, at: entry.key, message: "variable '\(entry.key.text)' is not used",
          help: "write ${\(entry.key.text)} where it is meant, or remove it"))
    }
  }

  mutating func collectOrigins(from file: SourceFile) {
    guard let firstTree else { return }
    let compared = Set((cells.first?.parameters ?? []).map(\.path))
    var collector = OriginCollector(table: table, file: file, compared: compared)
    origins = collector.collect(firstTree)
    if firstTree["measure"]?["repeat"] == nil,
      let cause = RaceRepetitions.cause(cells.first?.document.expectations ?? [])
    {
      explainRepetitions(cause)
    }
  }

  /// The field table's default gives way to that of a scenario that looks for a race.
  private mutating func explainRepetitions(_ cause: ExpectationDeclaration) {
    let path = "measure.repeat"
    let origin = ValueOrigin(
      path: path, value: "\(RaceRepetitions.count)", source: .expectation(cause.text), range: cause.range)
    origins.removeAll { $0.path == path }
    origins.insert(origin, at: origins.lastIndex { $0.path.hasPrefix("measure.") }.map { $0 + 1 } ?? origins.count)
  }

  func result() -> LoadedScenario {
    var needs: [PermissionNeed] = []
    for cell in cells {
      for need in PermissionNeed.all(of: cell.document, catalog: catalog) where !needs.contains(need) {
        needs.append(need)
      }
    }
    let total = cells.count + skipped
    let findings = diagnostics.filter { !(lacksBase && Loading.aboutAbsence.contains($0.code)) }
    return LoadedScenario(
      cells: cells, origins: origins, diagnostics: DiagnosticOrder.sorted(findings), needs: needs,
      skipSummary: skipped > 0 ? "\(skipped) of \(total) combinations are skipped" : nil)
  }
}
