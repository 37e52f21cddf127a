// Names with an optional index: what a step writes (`forks[task]`) and what it locks (`fork[left]`).
import ScenarioSyntax

/// Reads what a step writes: `balance`, `forks[task]`.
package enum TargetParser {
  package static func parse(_ text: ScalarText, diagnostics: inout [Diagnostic]) -> Target? {
    NameParser.parse(text, what: "a variable", diagnostics: &diagnostics)
      .map { Target(name: $0.name, index: $0.index) }
  }
}

/// Reads what a step locks or acquires: `account`, `fork[task]`; exclusively, until the caller says otherwise.
package enum ResourceParser {
  package static func parse(
    _ text: ScalarText, mode: Resource.Mode = .exclusive, diagnostics: inout [Diagnostic]
  ) -> Resource? {
    NameParser.parse(text, what: "a lock or semaphore", diagnostics: &diagnostics)
      .map { Resource(name: $0.name, index: $0.index, mode: mode) }
  }
}

private enum NameParser {
  static func parse(
    _ text: ScalarText, what: String, diagnostics: inout [Diagnostic]
  ) -> (name: Located<String>, index: Expression?)? {
    guard let parsed = ExpressionParser.parse(text, diagnostics: &diagnostics) else { return nil }
    switch parsed.kind {
    case .name(let name): return (Located(name, at: parsed.range), nil)
    case .element(let list, let index):
      let named = parsed.range.part(0..<list.utf8.count)
      return (Located(list, at: named.text == list ? named : parsed.range), index)
    default:
      diagnostics.append(
        Diagnostic(
          .notAName, message: "the name of \(what) belongs here, not '\(parsed.text)'", range: parsed.range,
          help: "write a name, or `name[index]`"))
      return nil
    }
  }
}
