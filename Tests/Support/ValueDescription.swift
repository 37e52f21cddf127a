// A value's whole content as text, places in files left out, so that two values can be told apart.
import ScenarioSyntax

/// Describes any value by reflection. Equal texts mean equal contents, but for closures.
package func describe(_ value: Any) -> String {
  if value is SourceRange || value is SourceFile { return "" }
  let mirror = Mirror(reflecting: value)
  let children = mirror.children.map { child in
    (child.label.map { $0 + ": " } ?? "") + describe(child.value)
  }
  switch mirror.displayStyle {
  case .dictionary, .set: return "[" + children.sorted().joined(separator: ", ") + "]"
  case .optional: return children.first ?? "nil"
  case .enum where children.isEmpty: return "\(value)"
  case .none where children.isEmpty: return "\(value)"
  default: return "\(type(of: value))(" + children.joined(separator: ", ") + ")"
  }
}
