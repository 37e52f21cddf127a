// Targets that must be shared: what `atomic` and `cas` change.
import ScenarioSyntax

extension StepCompiler {
  /// A shared word that a step changes in one go.
  struct SharedTarget {
    var first: Int
    /// Elements of its list, for the check of a computed index.
    var count: Int
    /// The element's index; nil for a single variable. Reads no shared words.
    var index: Resolved?
    var type: ValueType
  }

  /// Where a shared target lies once its index is in a register.
  struct WordPlace {
    var word: Int
    var index: Int32?

    func instruction(_ opcode: Opcode, _ a: Int32) -> Instruction {
      guard let index else { return Instruction(opcode, a: a, b: Int32(word)) }
      return Instruction(opcode, a: a, b: Int32(word), c: index, flags: .indexed)
    }
  }

  mutating func sharedTarget(_ target: Target, verb: String) -> SharedTarget? {
    let name = target.name.value
    guard let variable = names.variables[name] else {
      if names.unread.mayDeclare(name) { return nil }
      if names.kind(of: name) == nil, scope.everSet.contains(name), scope.locals[name] != nil {
        report(
          .notShared, "'\(name)' is the task's own: nobody else can change it", at: target.name.range,
          help: "use `set`, or declare it under `state`")
      } else {
        diagnostics += names.mismatch(
          target.name, wanted: "a variable", section: "state", candidates: names.variables.keys)
      }
      return nil
    }
    guard let index = target.index else {
      guard !variable.isList else {
        report(
          .listWithoutIndex, "'\(name)' is a list", at: target.name.range, help: "change one element: `\(name)[0]`")
        return nil
      }
      return SharedTarget(first: variable.first, count: 1, index: nil, type: variable.type)
    }
    guard variable.isList else {
      report(
        .notAList, "'\(name)' is a single variable, not a list", at: target.name.range,
        help: "write `\(name)` without an index")
      return nil
    }
    var resolver = ExpressionResolver(names, scope, .atomicIndex)
    defer { diagnostics += resolver.diagnostics }
    guard let resolved = resolver.resolveIndex(index, count: variable.count, of: name) else { return nil }
    return SharedTarget(first: variable.first, count: variable.count, index: resolved, type: variable.type)
  }

  /// Evaluates and checks the index of a shared target.
  mutating func checked(_ target: SharedTarget) -> WordPlace {
    guard let index = target.index else { return WordPlace(word: target.first, index: nil) }
    if let constant = index.constantValue { return WordPlace(word: target.first + Int(constant), index: nil) }
    return WordPlace(word: target.first, index: emitter.checkedIndex(index, count: target.count))
  }
}
