// JSON as a value that can be read.
internal import ScenarioSyntax

/// Any JSON value. What is not there is null, so that one can ask on and on: `report["cells"][0]["time_ns"]["median"].number`.
public struct JSON: Sendable, Hashable, CustomStringConvertible {
  let value: JSONValue

  /// The member of an object; null if there is none.
  public subscript(_ name: String) -> JSON { JSON(value: value[name] ?? .null) }
  /// The item of an array; null if there is none.
  public subscript(_ index: Int) -> JSON { JSON(value: value[index] ?? .null) }

  /// Whether there is nothing.
  public var isNull: Bool { value == .null }
  /// True or false.
  public var boolean: Bool? { if case .bool(let flag) = value { flag } else { nil } }
  /// A string.
  public var text: String? { if case .string(let text) = value { text } else { nil } }
  /// A whole number: counts, nanoseconds, bytes.
  public var integer: Int64? { if case .int(let number) = value { number } else { nil } }
  /// Any number.
  public var number: Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }
  /// Those of an array; else none.
  public var items: [JSON] { if case .array(let items) = value { items.map { JSON(value: $0) } } else { [] } }
  /// Those of an object, by name; else none.
  public var members: [(name: String, value: JSON)] {
    guard case .object(let members) = value else { return [] }
    return members.sorted { $0.key < $1.key }.map { ($0.key, JSON(value: $0.value)) }
  }

  /// As JSON text on one line.
  public var description: String { value.text() }
}
