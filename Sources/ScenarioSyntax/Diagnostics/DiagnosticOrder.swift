// The order in which findings are shown, whatever order they were made in.

/// Sorting and thinning of findings.
package enum DiagnosticOrder {
  /// Findings by file name, offset and code, without repetitions. Those about no place come first.
  package static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<Key> = []
    return diagnostics.map { (key: Key($0), diagnostic: $0) }
      .sorted { $0.key < $1.key }
      .filter { seen.insert($0.key).inserted }
      .map(\.diagnostic)
  }

  /// What makes two findings the same to a reader, even if the file was read twice.
  private struct Key: Hashable, Comparable {
    let file: String
    let lower: Int
    let upper: Int
    let code: String
    let message: String

    init(_ diagnostic: Diagnostic) {
      file = diagnostic.range?.file.name ?? ""
      lower = diagnostic.range?.lower ?? -1
      upper = diagnostic.range?.upper ?? -1
      code = diagnostic.code.id
      message = diagnostic.message
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.file, left.lower, left.upper, left.code, left.message)
        < (right.file, right.lower, right.upper, right.code, right.message)
    }
  }
}
