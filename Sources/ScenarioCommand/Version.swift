// The version of this program, said once.

enum Version {
  /// As `--version` and reports show it.
  static let current = "1.0.0"
}
