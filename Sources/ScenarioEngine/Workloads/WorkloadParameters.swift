// Reading a workload's parameters: as written, while compiling, and as carried to the process that runs them.
import ScenarioModel

extension WorkloadDeclaration {
  func text(_ name: String) -> String? {
    guard case .text(let value)? = parameters[name]?.value else { return nil }
    return value
  }

  /// A path, relative to the current directory, of one that is written relative to the scenario file.
  func path(_ name: String) -> String? {
    guard let text = text(name) else { return nil }
    guard !text.hasPrefix("/"), let file = parameters[name]?.range?.file.name, !file.hasPrefix("--"),
      let slash = file.lastIndex(of: "/")
    else { return text }
    return file[...slash] + text
  }

  func nanoseconds(_ name: String) -> Int64? {
    guard case .duration(let value)? = parameters[name]?.value else { return nil }
    return value
  }

  func integer(_ name: String) -> Int64? {
    guard case .integer(let value)? = parameters[name]?.value else { return nil }
    return value
  }

  func number(_ name: String) -> Double? {
    switch parameters[name]?.value {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// Whether somebody wrote the parameter. A default that the decoder filled in has no place and its known value.
  func isWritten(_ name: String, default defaultValue: ParameterValue?) -> Bool {
    guard let parameter = parameters[name] else { return false }
    return parameter.range != nil || parameter.value != defaultValue
  }
}

extension KernelSpecification {
  func integers(_ name: String) -> [Int64] {
    guard case .list(let values)? = parameters[name] else { return [] }
    return values.compactMap {
      guard case .integer(let value) = $0 else { return nil }
      return value
    }
  }

  func texts(_ name: String) -> [String] {
    guard case .list(let values)? = parameters[name] else { return [] }
    return values.compactMap(\.text)
  }

  func textMapping(_ name: String) -> [String: String] {
    guard case .mapping(let values)? = parameters[name] else { return [:] }
    return values.compactMapValues(\.text)
  }

  func text(_ name: String) -> String? { parameters[name]?.text }

  func boolean(_ name: String) -> Bool {
    parameters[name] == .boolean(true)
  }

  /// Bytes.
  func size(_ name: String) -> Int64? {
    guard case .size(let value)? = parameters[name] else { return nil }
    return value
  }

  func integer(_ name: String) -> Int64? {
    guard case .integer(let value)? = parameters[name] else { return nil }
    return value
  }

  func nanoseconds(_ name: String) -> Int64? {
    guard case .duration(let value)? = parameters[name] else { return nil }
    return value
  }

  func boolean(_ name: String) -> Bool? {
    guard case .boolean(let value)? = parameters[name] else { return nil }
    return value
  }
}

extension ParameterValue {
  fileprivate var text: String? {
    guard case .text(let value) = self else { return nil }
    return value
  }
}
