// What is to be said about a text, as data. Renderers alone turn it into words on a page.

/// How much a finding matters.
package enum Severity: String, Sendable, Hashable, Codable, Comparable, CaseIterable {
  /// The text cannot be used.
  case error
  /// The text can be used, but probably does not mean what its author thinks.
  case warning
  /// For information.
  case note

  /// Orders by weight: an error is greatest.
  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .error: 2
    case .warning: 1
    case .note: 0
    }
  }
}

/// A remark about one place, shown beside the source there.
///
/// A label whose range is that of its diagnostic is the caption of the caret; any other names a second place, such as
/// where something was first defined.
package struct Label: Sendable, Hashable {
  /// The place meant.
  package let range: SourceRange
  /// A few words in lower case, without a full stop.
  package let message: String

  package init(_ message: String, at range: SourceRange) {
    self.range = range
    self.message = message
  }
}

/// One finding: what is wrong, where, and what to do about it.
package struct Diagnostic: Sendable, Hashable {
  /// The stable name of the kind of finding.
  package let code: DiagnosticCode
  /// How much it matters.
  package let severity: Severity
  /// What was found, in one line: lower case, in the user's own spelling, without blame.
  package let message: String
  /// Where; nil for a finding about no particular text, such as a file that does not exist.
  package let range: SourceRange?
  /// Other places that took part, and the caption of the caret.
  package let labels: [Label]
  /// Facts that help to understand, one line each.
  package let notes: [String]
  /// The next step to take.
  package let help: String?

  package init(
    _ code: DiagnosticCode, severity: Severity = .error, message: String, range: SourceRange?, labels: [Label] = [],
    notes: [String] = [], help: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.range = range
    self.labels = labels
    self.notes = notes
    self.help = help
  }

  /// The same finding with another next step.
  package func advising(_ help: String) -> Diagnostic {
    Diagnostic(code, severity: severity, message: message, range: range, labels: labels, notes: notes, help: help)
  }

  /// The words for the caret itself, if any.
  package var caption: String? { labels.first { $0.range == range }?.message }
}
