// A value together with the place that a diagnostic about it points at.
import ScenarioSyntax

/// A decoded value that remembers where it was written.
///
/// `range` is nil for a value that nobody wrote: a default, or one given on the command line only.
package struct Located<Value: Sendable>: Sendable {
  /// The value itself.
  package var value: Value
  /// Where it was written.
  package var range: SourceRange?

  package init(_ value: Value, at range: SourceRange? = nil) {
    self.value = value
    self.range = range
  }

  /// Another value from the same place.
  package func map<Other: Sendable>(_ transform: (Value) -> Other) -> Located<Other> {
    Located<Other>(transform(value), at: range)
  }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
