// Names and list elements in expressions: what each stands for, and whether it may be read at this place.
import ScenarioSyntax

extension ExpressionResolver {
  mutating func resolveName(_ name: String, _ range: SourceRange) -> TypedValue? {
    if let given = SharedNames.given[name] { return resolveGiven(name, given, range) }
    if let variable = names.variables[name] {
      guard !variable.isList else {
        diagnostics.append(
          Diagnostic(
            .listWithoutIndex, message: "'\(name)' is a list", range: range,
            help: "read one element with `\(name)[0]`, or `sum(\(name))`, `len(\(name))`"))
        return nil
      }
      if case .atomic(name, nil, let register) = place {
        return TypedValue(value: .register(register), type: variable.type)
      }
      guard allowsShared(name, range) else { return nil }
      return TypedValue(value: .word(variable.first), type: variable.type)
    }
    if case .check(_, let counters, let first) = place {
      guard let counter = counters.firstIndex(of: name) else {
        reportUnknown(name, range)
        return nil
      }
      guard place.readsCounters else {
        diagnostics.append(
          Diagnostic(
            .notReadableHere, message: "'\(name)' is a counter and has no value in \(place.words)", range: range,
            help: "read it in a `finally` check, or keep the number in a variable of `state`"))
        return nil
      }
      return TypedValue(value: .word(first + counter), type: .integer)
    }
    return resolveLocal(name, range)
  }

  mutating func resolveElement(_ list: String, _ index: Expression, _ range: SourceRange) -> TypedValue? {
    guard let variable = names.variables[list] else {
      if names.kind(of: list) == nil, scope.everSet.contains(list) {
        if !names.unread.mayGive(list, resembling: nil) { reportNotAList(list, "a local", range) }
      } else {
        let lists = names.variables.filter { $0.value.isList }.keys
        diagnostics += names.mismatch(Located(list, at: range), wanted: "a list", section: "state", candidates: lists)
      }
      return nil
    }
    guard variable.isList else {
      reportNotAList(list, "a single variable", range)
      return nil
    }
    guard let resolved = resolveIndex(index, count: variable.count, of: list) else { return nil }
    if case .atomic(list, .some(resolved), let register) = place {
      return TypedValue(value: .register(register), type: variable.type)
    }
    guard allowsShared("\(list)[\(index.text)]", range) else { return nil }
    if let constant = resolved.constantValue {
      return TypedValue(value: .word(variable.first + Int(constant)), type: variable.type)
    }
    return TypedValue(
      value: .element(first: variable.first, count: variable.count, index: resolved), type: variable.type)
  }

  /// Resolves the index of a list or family; a constant one must lie inside.
  mutating func resolveIndex(_ index: Expression, count: Int, of name: String) -> Resolved? {
    guard let resolved = resolve(index, as: .integer, for: "an index") else { return nil }
    guard let constant = resolved.constantValue, !(0..<Int64(count)).contains(constant) else { return resolved }
    diagnostics.append(
      Diagnostic(
        .indexOutOfRange, message: "'\(name)' has no element \(constant)", range: index.range,
        help: count == 1 ? "its only element is 0" : "its elements are 0 to \(count - 1)"))
    return nil
  }

  /// Whether shared words may be read here; reports it if not.
  mutating func allowsShared(_ name: String, _ range: SourceRange) -> Bool {
    let message: String
    switch place {
    case .step, .await, .check: return true
    case .atomic(let target, let index, _):
      let own = index == nil ? "'\(target)'" : "the same element of '\(target)'"
      message = "an `atomic` step reads \(own) only, not '\(name)'"
    case .atomicIndex: message = "the index of an `atomic` target cannot read '\(name)'"
    }
    diagnostics.append(
      Diagnostic(
        .atomicReadsOther, message: message, range: range,
        notes: ["hardware changes one word at a time; '\(name)' is another"],
        help: "read '\(name)' into a local before, or hold a lock"))
    return false
  }

  private mutating func resolveGiven(
    _ name: String, _ given: Program.GivenRegister, _ range: SourceRange
  ) -> TypedValue? {
    if case .check = place {
      diagnostics.append(
        Diagnostic(
          .notReadableHere, message: "'\(name)' belongs to a task and means nothing in \(place.words)", range: range,
          help: "checks read `state`, and `finally` also counters"))
      return nil
    }
    return TypedValue(value: .register(given.rawValue), type: .integer)
  }

  private mutating func resolveLocal(_ name: String, _ range: SourceRange) -> TypedValue? {
    if let sibling = scope.siblings[name] {
      diagnostics.append(
        Diagnostic(
          .localOfSibling, message: "'\(name)' is set by branch '\(sibling.branch)', which runs at the same time",
          range: range, labels: sibling.range.map { [Label("set here", at: $0)] } ?? [],
          help: "share it through `state`, or use it after the branches have joined"))
      return nil
    }
    guard let local = scope.locals[name] else {
      if names.kind(of: name) == nil, scope.everSet.contains(name) {
        reportTooEarly(name, range, never: true)
      } else {
        reportUnknown(name, range)
      }
      return nil
    }
    guard scope.isAssigned(name) else {
      reportTooEarly(name, range, never: false, first: local.range)
      return nil
    }
    return local.type.map { TypedValue(value: .register(local.register), type: $0) }
  }

  private mutating func reportTooEarly(_ name: String, _ range: SourceRange, never: Bool, first: SourceRange? = nil) {
    guard !names.unread.mayGive(name, resembling: nil) else { return }
    diagnostics.append(
      Diagnostic(
        .localNotSet, message: never ? "'\(name)' is not set before this" : "'\(name)' may not be set here",
        range: range, labels: first.map { [Label("set only here", at: $0)] } ?? [],
        help: "give it a value on every path, such as `set: { \(name): 0 }`"))
  }

  private mutating func reportUnknown(_ name: String, _ range: SourceRange) {
    if let found = names.kind(of: name) {
      diagnostics.append(
        Diagnostic(
          .wrongKindOfName, message: "'\(name)' is \(found.words) and has no value", range: range,
          labels: found.range.map { [Label("declared here", at: $0)] } ?? [],
          help: found.words == "a queue" ? "`count(\(name))` is the number of its items" : nil))
      return
    }
    let nearest = Spelling.nearest(to: name, among: knownNames)
    guard !names.unread.mayGive(name, resembling: nearest) else { return }
    diagnostics.append(
      Diagnostic(
        .unknownName, message: "there is no '\(name)'", range: range,
        help: nearest.map { "did you mean '\($0)'?" }
          ?? (isCheck ? "declare it under `state`" : "declare it under `state`, or set it as a local before it is used")
      ))
  }

  private var isCheck: Bool {
    if case .check = place { return true }
    return false
  }

  private var knownNames: [String] {
    let shared = names.variables.keys.sorted()
    switch place {
    case .check(_, let counters, _): return place.readsCounters ? shared + counters : shared
    default: return shared + scope.locals.keys.sorted() + SharedNames.given.keys.sorted()
    }
  }

  private mutating func reportNotAList(_ name: String, _ what: String, _ range: SourceRange) {
    diagnostics.append(
      Diagnostic(
        .notAList, message: "'\(name)' is \(what), not a list", range: range, help: "write `\(name)` without an index"))
  }
}
