// A seed for scenarios that do not name one: the only chance in the program that nobody fixed.

package enum FreshSeed {
  /// A number that is short enough to be typed again.
  package static func draw() -> UInt64 { UInt64.random(in: 1...999_999) }
}
