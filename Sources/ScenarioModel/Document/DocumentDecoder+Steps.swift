// Step programs: from verbs of the right shape to steps with their expressions read.
import ScenarioSyntax

extension DocumentDecoder {
  /// The steps of a list; one that cannot be read has been reported and is left out.
  mutating func steps(_ value: ShapeValue?) -> [Step] {
    var result: [Step] = []
    for item in value?.list ?? [] {
      guard let verb = item.verb, let range = item.range, let meaning = meaning(of: verb) else { continue }
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

  // MARK: Variables

  private mutating func assignment(_ verb: ShapeVerb) -> Step.Verb? {
    let entries = verb.operand?.entries ?? []
    if verb.name == "set" {
      let assignments = entries.compactMap { entry -> Assignment? in
        guard let target = target(entry.key), let value = expression(entry.value?.raw) else { return nil }
        return Assignment(target: target, value: value)
      }
      return assignments.count == entries.count && !entries.isEmpty ? .set(assignments) : nil
    }
    guard let entry = entries.first, let target = target(entry.key), let value = entry.value else { return nil }
    if verb.name == "atomic" {
      guard let expression = expression(value.raw) else { return nil }
      return .atomic(target: target, value: expression, old: verb.object["old"]?.locatedText)
    }
    let written = value.list ?? []
    let values = written.compactMap { expression($0.raw) }
    guard values.count == written.count, !values.isEmpty else { return nil }
    if verb.name == "choose" { return .choose(target: target, among: values) }
    guard values.count == 2 else { return nil }
    return .cas(target: target, expected: values[0], new: values[1], into: verb.object["into"]?.locatedText)
  }

  private mutating func target(_ key: YAMLNode) -> Target? {
    guard FieldType.NameStyle.target.allows(key.text) else { return nil }
    return TargetParser.parse(ScalarText(key), diagnostics: &diagnostics)
  }

  // MARK: Control

  private mutating func control(_ verb: ShapeVerb) -> Step.Verb? {
    if verb.name == "parallel" {
      guard let entries = verb.operand?.entries else { return nil }
      return .parallel(entries.map { Branch(name: $0.name, steps: steps($0.value)) })
    }
    let condition = expression(verb.operand?.raw)
    // The bodies are read first, so that their mistakes are reported even when the condition's are.
    let then = steps(verb.object["then"])
    let otherwise = steps(verb.object["else"])
    let body = steps(verb.object["do"])
    guard let condition else { return nil }
    switch verb.name {
    case "if": return .choice(condition: condition, then: then, otherwise: otherwise)
    case "while": return .loop(condition: condition, body: body)
    default: return .repetition(count: condition, counter: verb.object["as"]?.locatedText, body: body)
    }
  }

  // MARK: Locks and semaphores

  private mutating func resource(_ verb: ShapeVerb) -> Step.Verb? {
    let body = verb.name == "lock" ? steps(verb.object["do"]) : []
    guard let operand = verb.operand, let resource = resource(operand) else { return nil }
    switch verb.name {
    case "lock": return .lock(resource, body: body)
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
    let closed = verb.object.has("else") ? steps(verb.object["else"]) : nil
    guard let entry = verb.operand?.entries?.first, let value = entry.value else { return nil }
    if verb.name == "put" { return expression(value.raw).map { .put(queue: entry.name, value: $0) } }
    return value.locatedText.map { .get(queue: entry.name, into: $0, closed: closed) }
  }

  private mutating func plain(_ verb: ShapeVerb) -> Step.Verb? {
    guard let operand = verb.operand else { return nil }
    switch verb.name {
    case "await": return expression(operand.raw).map { .await($0) }
    case "assert": return expression(operand.raw).map { .assert($0, text: operand.raw?.text ?? "") }
    case "return": return expression(operand.raw).map { .result($0) }
    case "sleep": return operand.located(\.integer).map { .sleep($0) }
    case "compute": return operand.located(\.integer).map { .compute($0) }
    case "yield": return .yield
    case "fail": return operand.locatedText.map { .fail($0) }
    case "log":
      return operand.node.flatMap { LogTextParser.parse(ScalarText($0), diagnostics: &diagnostics) }.map { .log($0) }
    case "run":
      let assume = verb.object["assume"].flatMap { value in
        value.list.map { Located($0.compactMap(\.integer), at: value.range) }
      }
      return .run(workload(operand), into: verb.object["into"]?.locatedText, assume: assume)
    default: return nil
    }
  }
}
