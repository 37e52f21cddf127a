// How much a text may ask of the reader.

/// Bounds that keep a hostile or mistaken text from costing more than a moment and a few megabytes.
package struct YAMLLimits: Sendable, Hashable {
  /// The size of a text in bytes.
  package var fileBytes = 1 << 20
  /// How deep mappings and lists may nest.
  package var depth = 100
  /// Scalars, mappings and lists together, each alias counted as all that it stands for.
  package var nodes = 100_000
  /// The length of one scalar in bytes of UTF-8.
  package var scalarBytes = 64 << 10
  /// The number of anchors.
  package var anchors = 1_000
  /// Findings reported for one text; the rest are only counted.
  package var findings = 100

  package init() {}

  /// The limits of scenario files.
  package static let `default` = YAMLLimits()
}
