// A sentence about why, with the rule that made it and the figures it rests on.
import ScenarioSyntax

/// What a rule had to say.
package struct Explanation: Sendable, Hashable {
  /// A measured figure behind the sentence. Durations are integer ns.
  package struct Figure: Sendable, Hashable {
    /// In snake case, with its unit.
    package let name: String
    /// A number or a name.
    package let value: JSONValue
    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }
  /// The rule's name, in kebab case.
  package let rule: String
  /// The cell it is about; nil when it is about the comparison as a whole.
  package let cell: Int?
  /// One or two sentences in plain words.
  package let text: String
  /// What the sentence rests on.
  package let figures: [Figure]
  package init(rule: String, cell: Int?, text: String, figures: [Figure]) {
    self.rule = rule
    self.cell = cell
    self.text = text
    self.figures = figures
  }
}
