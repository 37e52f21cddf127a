// One point of the protocol, and what a plug-in did about it.

/// A line of a conformance report.
package struct PluginCheck: Sendable, Hashable {
  package enum Outcome: Sendable, Hashable {
    case passed
    /// With what it did instead, as a sentence about the plug-in.
    case failed(String)
    /// With the reason.
    case skipped(String)
  }
  /// What it should do, as a sentence about the plug-in: "says hello".
  package var name: String
  /// The section of Documentation/plugins.md that says so.
  package var section: String
  package var outcome: Outcome

  package var isFailure: Bool { if case .failed = outcome { true } else { false } }
}
