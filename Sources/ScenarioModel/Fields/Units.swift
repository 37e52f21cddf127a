// Quantities with units: durations in nanoseconds, sizes in bytes, rates per second, shares of a whole.

/// A unit by name, and how many base units it is.
package struct Unit: Sendable, Hashable {
  /// As it is written after the number.
  package var name: String
  /// How many base units it is.
  package var factor: Double
}

/// The units of one dimension, and how to read and write quantities in them.
package struct UnitSystem: Sendable {
  /// What a message calls a quantity: `a duration`.
  package var name: String
  /// Smallest first.
  package var units: [Unit]
  /// A quantity in a usual unit.
  package var example: String
  /// The units that people mean most often, for hints.
  package var usual: [String]

  /// Durations; the base unit is the nanosecond.
  package static let duration = UnitSystem(
    name: "a duration",
    units: [
      Unit(name: "ns", factor: 1), Unit(name: "us", factor: 1e3), Unit(name: "ms", factor: 1e6),
      Unit(name: "s", factor: 1e9), Unit(name: "m", factor: 60e9), Unit(name: "h", factor: 3600e9),
    ], example: "100ms", usual: ["ms", "s", "m"])
  /// Sizes; the base unit is the byte, `KB` is 1,000 of them and `KiB` 1,024.
  package static let size = UnitSystem(
    name: "a size",
    units: [
      Unit(name: "B", factor: 1), Unit(name: "KB", factor: 1e3), Unit(name: "KiB", factor: 1024),
      Unit(name: "MB", factor: 1e6), Unit(name: "MiB", factor: 1_048_576), Unit(name: "GB", factor: 1e9),
      Unit(name: "GiB", factor: 1_073_741_824),
    ], example: "4KiB", usual: ["B", "KiB", "MiB"])
  /// Rates; the base unit is one a second.
  package static let rate = UnitSystem(
    name: "a rate",
    units: [Unit(name: "/s", factor: 1), Unit(name: "/m", factor: 1 / 60.0), Unit(name: "/h", factor: 1 / 3600.0)],
    example: "200/s", usual: ["/s", "/m"])
  /// Shares of a whole; the base unit is the whole.
  package static let share = UnitSystem(
    name: "a share", units: [Unit(name: "%", factor: 0.01)], example: "5%", usual: ["%"])

  /// What a text is as a quantity.
  package enum Reading: Sendable, Hashable {
    /// In base units, 0 or more.
    case quantity(Double)
    case missingUnit
    case unknownUnit(String)
    case notANumber
  }

  /// Reads `1.5s`: digits, an optional fraction, and a unit, without spaces or sign.
  package func read(_ text: String) -> Reading {
    let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    guard UnitSystem.isDecimal(digits), let number = Double(digits) else { return .notANumber }
    let name = text.dropFirst(digits.count)
    if name.isEmpty { return .missingUnit }
    guard let unit = units.first(where: { $0.name == name }) else {
      return .unknownUnit(String(name.drop { $0 == " " }))
    }
    return .quantity(number * unit.factor)
  }

  /// The shortest exact form in the largest unit that leaves a whole number: `90s`, `100ms`.
  package func write(_ quantity: Int64) -> String {
    let unit = units.last { quantity != 0 && quantity.isMultiple(of: Int64(max($0.factor, 1))) } ?? units[0]
    return "\(quantity / Int64(unit.factor))\(unit.name)"
  }

  /// `[0-9]+(\.[0-9]+)?`
  private static func isDecimal(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty }
  }

  /// A regular expression for what `read` takes, for the schema.
  package var pattern: String {
    "^[0-9]+(\\.[0-9]+)?(" + units.map(\.name).joined(separator: "|") + ")$"
  }

  /// `ns, us, ms, s, m, h`
  package var unitNames: String { units.map(\.name).joined(separator: ", ") }
}
