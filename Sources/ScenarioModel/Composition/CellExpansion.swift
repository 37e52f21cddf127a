// `compare`: the combinations of values that the scenario is run with.
import ScenarioSyntax

/// One path of the comparison and its values.
struct ComparisonAxis: Sendable {
  var path: FieldPath
  var canonical: [String]
  /// At least one.
  var values: [YAMLNode]
  /// A flag says what the value is: the axis is no longer compared.
  var isFixed: Bool
}

/// One combination: which value of each axis.
struct CellPlan: Sendable {
  var settings: [Setting]
  var parameters: [CellParameter]
  /// `strategy: thread, workers: 2`
  var label: String { parameters.map { "\($0.path): \($0.value)" }.joined(separator: ", ") }
}

/// Makes the combinations, leaves out those to skip, and says what is wrong with the comparison.
struct CellExpansion {
  /// More runs than this are taken for a mistake.
  static let mostCells = 1_000
  /// Each cell is a document of its own: this many nodes in all of them together.
  static let mostNodes = 5_000_000

  let resolver: PathResolver
  /// What flags set; a path that is compared as well is compared no longer.
  let fixed: [Setting]
  private(set) var diagnostics: [Diagnostic] = []
  /// Paths as written that are reported and not compared.
  private var brokenPaths: Set<String> = []
  /// Combinations left out by `skip`.
  private(set) var skipped = 0

  init(resolver: PathResolver, fixed: [Setting]) {
    self.resolver = resolver
    self.fixed = fixed
  }

  /// The cells in order, the baseline first; a single one without settings when nothing is compared. What is no good in
  /// the comparison is reported and left out.
  /// - Parameters:
  ///   - compare: the value of `compare`, variables put in.
  ///   - weight: the nodes of one cell's tree, at least 1.
  mutating func cells(_ compare: YAMLNode?, weight: Int) -> [CellPlan] {
    let single = [CellPlan(settings: [], parameters: [])]
    guard let compare, compare.kind == .mapping else { return single }
    let axes = axes(compare)
    let skips = skips(compare["skip"], axes)
    guard !axes.isEmpty else { return single }
    var total = 1
    for axis in axes { total = min(total * axis.values.count, CellExpansion.mostCells + 1) }
    let most = min(CellExpansion.mostCells, CellExpansion.mostNodes / weight)
    guard total <= most else {
      let sizes = axes.map { "\($0.values.count)" }.joined(separator: " × ")
      diagnostics.append(
        Diagnostic(
          .tooManyCells, message: "the comparison has \(sizes) combinations, more than \(most)",
          range: axes[0].path.range, help: "compare fewer values, or fix one with --set"))
      return single
    }
    return combinations(axes, skips, compare)
  }

  // MARK: Axes

  private mutating func axes(_ compare: YAMLNode) -> [ComparisonAxis] {
    var axes: [ComparisonAxis] = []
    for entry in compare.entries where entry.key.text != "skip" {
      // What is no list, or empty, is a matter of shape and reported there.
      let path = FieldPath(ScalarText(entry.key))
      guard let resolved = resolve(path), entry.value.kind == .sequence, entry.value.count > 0 else {
        brokenPaths.insert(path.text)
        continue
      }
      let canonical = resolved.canonical(variables: resolver.variables)
      if let earlier = axes.first(where: { $0.canonical == canonical }) {
        diagnostics.append(
          Diagnostic(
            .comparedTwice, message: "'\(path.text)' is compared twice", range: path.range,
            labels: [Label("first compared here", at: earlier.path.range)], help: "make one list of both"))
        continue
      }
      let flag = fixed.last { $0.path.canonical(variables: resolver.variables) == canonical }
      var axis = ComparisonAxis(
        path: resolved, canonical: canonical, values: entry.value.elements, isFixed: flag != nil)
      axis.path.text = path.text
      if let flag { axis.values = [flag.value] }
      reportRepetitions(axis)
      axes.append(axis)
    }
    return axes
  }

  private mutating func resolve(_ path: FieldPath) -> FieldPath? {
    if path.names.first?.value == "compare" || path.names.first?.value == "extends" {
      diagnostics.append(
        Diagnostic(.unknownPath, message: "'\(path.text)' cannot be compared", range: path.range))
      return nil
    }
    switch resolver.resolve(path) {
    case .success(let resolved): return resolved
    case .failure(let finding):
      diagnostics.append(finding)
      return nil
    }
  }

  private mutating func reportRepetitions(_ axis: ComparisonAxis) {
    for (index, value) in axis.values.enumerated() {
      guard let earlier = axis.values[..<index].first(where: { $0.says(value) }) else { continue }
      diagnostics.append(
        Diagnostic(
          .valueTwice, message: "'\(axis.path.text)' has the value \(value.flowText.shortened) twice",
          range: value.range, labels: [Label("first here", at: earlier.range)], help: "remove one of them"))
    }
  }

  // MARK: Skip

  private struct Skip {
    /// Index of an axis, and the value there.
    var conditions: [(axis: Int, value: YAMLNode)] = []
    func matches(_ choice: [Int], _ axes: [ComparisonAxis]) -> Bool {
      conditions.allSatisfy { axes[$0.axis].values[choice[$0.axis]].says($0.value) }
    }
  }

  private mutating func skips(_ node: YAMLNode?, _ axes: [ComparisonAxis]) -> [Skip] {
    (node?.elements ?? []).map { entry in
      var skip = Skip()
      var isWhole = true
      for part in entry.entries {
        let path = FieldPath(ScalarText(part.key))
        let canonical = path.canonical(variables: resolver.variables)
        guard let index = axes.firstIndex(where: { $0.canonical == canonical }) else {
          isWhole = false
          guard !brokenPaths.contains(path.text), Spelling.nearest(to: path.text, among: brokenPaths) == nil else {
            continue
          }
          let nearest = Spelling.nearest(to: path.text, among: axes.map(\.path.text))
          diagnostics.append(
            Diagnostic(
              .skipsNothing, message: "'\(path.text)' is not compared, so nothing can be skipped by it",
              range: path.range, help: nearest.map { "did you mean '\($0)'?" }))
          continue
        }
        let axis = axes[index]
        if !axis.isFixed, !axis.values.contains(where: { $0.says(part.value) }) {
          let values = axis.values.map(\.flowText).joined(separator: ", ")
          diagnostics.append(
            Diagnostic(
              .skipsNothing,
              message: "'\(path.text)' never has the value \(part.value.flowText.shortened), so this skips nothing",
              range: part.value.range, help: "its values are \(values)"))
        }
        skip.conditions.append((index, part.value))
      }
      return isWhole ? skip : Skip()
    }
  }

  // MARK: Combinations

  private mutating func combinations(
    _ axes: [ComparisonAxis], _ skips: [Skip], _ compare: YAMLNode
  ) -> [CellPlan] {
    var plans: [CellPlan] = []
    var choice = [Int](repeating: 0, count: axes.count)
    var isDone = false
    while !isDone {
      if skips.contains(where: { !$0.conditions.isEmpty && $0.matches(choice, axes) }) {
        skipped += 1
      } else {
        plans.append(plan(choice, axes))
      }
      isDone = !advance(&choice, axes)
    }
    if plans.isEmpty {
      diagnostics.append(
        Diagnostic(
          .nothingLeft, message: "'skip' leaves out every combination", range: compare.entry("skip")?.key.range,
          help: "remove an entry, or compare more values"))
      return [CellPlan(settings: [], parameters: [])]
    }
    return plans
  }

  /// The next combination, the last axis fastest; false after the last.
  private func advance(_ choice: inout [Int], _ axes: [ComparisonAxis]) -> Bool {
    for axis in axes.indices.reversed() {
      choice[axis] += 1
      if choice[axis] < axes[axis].values.count { return true }
      choice[axis] = 0
    }
    return false
  }

  /// Shorter paths are set first, so that `strategy.spawn` survives `strategy`.
  private func plan(_ choice: [Int], _ axes: [ComparisonAxis]) -> CellPlan {
    let chosen = zip(axes, choice).map { (axis: $0, value: $0.values[$1]) }.filter { !$0.axis.isFixed }
    let byDepth = chosen.enumerated().sorted {
      ($0.element.axis.canonical.count, $0.offset) < ($1.element.axis.canonical.count, $1.offset)
    }
    return CellPlan(
      settings: byDepth.map { Setting(path: $0.element.axis.path, value: $0.element.value) },
      parameters: chosen.map { CellParameter(path: $0.axis.path.text, value: $0.value.flowText) })
  }
}
