// Step programs: from verbs of the right shape to steps with their expressions read.
import ScenarioSyntax

extension DocumentDecoder {
  /// The steps of a list. What cannot be read has been reported, and leaves as small a hole as possible: an unreadable
  /// expression, or an unreadable step around readable ones.
  mutating func steps(_ value: ShapeValue?) -> [Step] {
    var result: [Step] = []
    for item in value?.list ?? [] {
      guard let verb = item.verb, let range = item.range else { continue }
      let meaning = meaning(of: verb) ?? unreadable(verb)
      result.append(Step(meaning, range: range, keyRange: verb.key))
    }
    return result
  }

  private mutating func meaning(of verb: ShapeVerb) -> Step.Verb? {
    switch verb.name {
    case "set", "atomic", "cas", "choose": assignment(verb)
    case "if", "while", "repeat", "parallel": control(verb)
    case "lock", "acquire", "release", "try": resource(verb)
    case "wait", "signal", "broadcast", "barrier", "close", "count": named(verb)
    case "put", "get": queue(verb)
    default: plain(verb)
    }
  }

  // MARK: Holes

  /// A step whose own operand could not be read.
  private mutating func unreadable(_ verb: ShapeVerb) -> Step.Verb {
    if let node = verb.operand?.node { unread.note(node) }
    for name in ["into", "old", "as"] { if let text = verb.object[name]?.text { unread.note(text) } }
    var bodies: [[Step]] = []
    for name in ["do", "then", "else"] where verb.object.has(name) { bodies.append(steps(verb.object[name])) }
    return .unreadable(bodies: bodies)
  }

  // MARK: Variables

  private mutating func assignment(_ verb: ShapeVerb) -> Step.Verb? {
    let entries = verb.operand?.entries ?? []
    if verb.name == "set" {
      var assignments: [Assignment] = []
      for entry in entries {
        let value = expression(entry.value, in: entry.key.range)
        if let target = target(entry.key) { assignments.append(Assignment(target: target, value: value)) }
      }
      return assignments.isEmpty ? nil : .set(assignments)
    }
    guard let entry = entries.first, let target = target(entry.key) else { return nil }
    if verb.name == "atomic" {
      return .atomic(
        target: target, value: expression(entry.value, in: entry.key.range), old: verb.object["old"]?.locatedText)
    }
    let missing = Expression(.unreadable, range: entry.key.range)
    var values: [Expression] = []
    for value in entry.value?.list ?? [] { values.append(expression(value, in: entry.key.range)) }
    // An element that is no expression at all is not in the list.
    let isWhole = entry.value?.node?.count == values.count
    if verb.name == "choose" { return .choose(target: target, among: isWhole ? values : values + [missing]) }
    values += [missing, missing]
    return .cas(target: target, expected: values[0], new: values[1], into: verb.object["into"]?.locatedText)
  }

  private mutating func target(_ key: YAMLNode) -> Target? {
    guard FieldType.NameStyle.target.allows(key.text),
      let target = TargetParser.parse(ScalarText(key), diagnostics: &diagnostics)
    else {
      unread.note(key)
      return nil
    }
    return target
  }

  // MARK: Control

  private mutating func control(_ verb: ShapeVerb) -> Step.Verb? {
    if verb.name == "parallel" {
      guard let entries = verb.operand?.entries else { return nil }
      return .parallel(entries.map { Branch(name: $0.name, steps: steps($0.value)) })
    }
    let condition = expression(verb.operand, in: verb.key)
    let body = steps(verb.object["do"])
    switch verb.name {
    case "if":
      return .choice(condition: condition, then: steps(verb.object["then"]), otherwise: steps(verb.object["else"]))
    case "while": return .loop(condition: condition, body: body)
    default: return .repetition(count: condition, counter: verb.object["as"]?.locatedText, body: body)
    }
  }

  // MARK: Locks and semaphores

  private mutating func resource(_ verb: ShapeVerb) -> Step.Verb? {
    guard let operand = verb.operand, let resource = resource(operand) else { return nil }
    switch verb.name {
    case "lock": return .lock(resource, body: steps(verb.object["do"]))
    case "acquire": return .acquire(resource)
    case "release": return .release(resource)
    default: return verb.object["into"]?.locatedText.map { .tryAcquire(resource, into: $0) }
    }
  }

  private mutating func resource(_ operand: ShapeValue) -> Resource? {
    if let entry = operand.entries?.first {
      guard let mode = entry.value?.text.flatMap(Resource.Mode.init), FieldType.NameStyle.target.allows(entry.key.text)
      else { return nil }
      return ResourceParser.parse(ScalarText(entry.key), mode: mode, diagnostics: &diagnostics)
    }
    return operand.node.flatMap { ResourceParser.parse(ScalarText($0), diagnostics: &diagnostics) }
  }

  // MARK: The rest

  private func named(_ verb: ShapeVerb) -> Step.Verb? {
    guard let name = verb.operand?.locatedText else { return nil }
    switch verb.name {
    case "wait": return .wait(condition: name)
    case "signal": return .signal(condition: name)
    case "broadcast": return .broadcast(condition: name)
    case "barrier": return .barrier(name)
    case "close": return .close(queue: name)
    default: return .count(name)
    }
  }

  private mutating func queue(_ verb: ShapeVerb) -> Step.Verb? {
    guard let entry = verb.operand?.entries?.first else { return nil }
    if verb.name == "put" {
      return .put(queue: entry.name, value: expression(entry.value, in: entry.key.range))
    }
    guard let into = entry.value?.locatedText else { return nil }
    return .get(queue: entry.name, into: into, closed: verb.object.has("else") ? steps(verb.object["else"]) : nil)
  }

  private mutating func plain(_ verb: ShapeVerb) -> Step.Verb? {
    switch verb.name {
    case "await": return .await(expression(verb.operand, in: verb.key))
    case "assert": return .assert(expression(verb.operand, in: verb.key), text: verb.operand?.raw?.text ?? "")
    case "return": return .result(expression(verb.operand, in: verb.key))
    case "run":
      let assume = verb.object["assume"].flatMap { value in
        value.list.map { Located($0.compactMap(\.integer), at: value.range) }
      }
      return .run(workload(verb.operand), into: verb.object["into"]?.locatedText, assume: assume)
    default: break
    }
    guard let operand = verb.operand else { return nil }
    switch verb.name {
    case "sleep": return operand.located(\.integer).map { .sleep($0) }
    case "compute": return operand.located(\.integer).map { .compute($0) }
    case "yield": return .yield
    case "fail": return operand.locatedText.map { .fail($0) }
    case "log":
      return operand.node.flatMap { LogTextParser.parse(ScalarText($0), diagnostics: &diagnostics) }.map { .log($0) }
    default: return nil
    }
  }
}
