// What a document must obey beyond its shape: one rule a file, listed here.
import ScenarioSyntax

/// The rules that need no compiled graph.
package enum Checks {
  /// To add a rule: a file with a type that conforms, and a line here.
  package static var all: [any DocumentRule.Type] {
    [
      NoRole.self, MixedForms.self, DuplicateNames.self, ReservedNames.self, CounterNames.self, MixedLists.self,
      ConditionLocks.self, QueueNames.self, TaskSources.self, OpenSources.self, UnboundedWorkers.self,
      UnusedStrategy.self, UnusedFairness.self, ExpectationNames.self, ExpectationSelectors.self,
    ]
  }

  /// All findings of all rules.
  package static func run(on subject: RuleSubject) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for rule in all { rule.check(subject, &diagnostics) }
    return diagnostics
  }
}

/// Something that documents must obey.
package protocol DocumentRule {
  /// Reports every place where the rule is broken. The document may be partial: what was reported before is missing
  /// from it, or stands there with a harmless value; a rule says nothing about what it cannot see.
  static func check(_ subject: RuleSubject, _ diagnostics: inout [Diagnostic])
}

/// What rules look at.
package struct RuleSubject: Sendable {
  /// One cell's document.
  package var document: ScenarioDocument
  /// What was written, for rules about keys rather than values.
  package var shape: ShapeObject
  /// What it may name.
  package var catalog: Catalog

  package init(document: ScenarioDocument, shape: ShapeObject, catalog: Catalog) {
    self.document = document
    self.shape = shape
    self.catalog = catalog
  }
}
