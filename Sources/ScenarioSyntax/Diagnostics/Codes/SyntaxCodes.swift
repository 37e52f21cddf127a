// The list of every finding that reading a text can give.

/// The codes of this room, S0101 to S0199.
package enum SyntaxCodes {
  /// In order of identifier.
  package static let all: [DiagnosticCode] = structure + reading + limits + grammar
}
