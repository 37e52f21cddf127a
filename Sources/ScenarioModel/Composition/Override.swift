// What the command line changes in a scenario.
import ScenarioSyntax

/// One flag with its value as typed.
package enum Override: Sendable, Hashable {
  /// `--set path=value`; the path may be a variable's name.
  case set(String)
  /// `--strategy`, for the short form's role and for all roles that have none of their own.
  case strategy(String)
  /// `--workers`, for the only role.
  case workers(String)
  case seed(String)
  case `repeat`(String)
  case timeout(String)

  /// The flag as it is shown in messages.
  package var flag: String {
    switch self {
    case .set: "--set"
    case .strategy: "--strategy"
    case .workers: "--workers"
    case .seed: "--seed"
    case .repeat: "--repeat"
    case .timeout: "--timeout"
    }
  }

  /// What was typed after the flag.
  package var value: String {
    switch self {
    case .set(let text), .strategy(let text), .workers(let text), .seed(let text), .repeat(let text),
      .timeout(let text):
      text
    }
  }

  /// The flag as a text of its own, so that findings can point into it.
  package var source: SourceFile { SourceFile(name: "\(flag) \(value)", bytes: Array(value.utf8)) }
}

/// A value for a path: from a flag or from a comparison.
struct Setting: Sendable {
  var path: FieldPath
  var value: YAMLNode
}

/// Turns flags into settings.
struct OverrideReader {
  let resolver: PathResolver
  var diagnostics: [Diagnostic] = []

  /// The setting that a flag asks for; nil if it cannot be made, which has been reported.
  mutating func read(_ override: Override) -> Setting? {
    let file = override.source
    let whole = SourceRange(file: file, lower: 0, upper: file.bytes.count)
    var path: FieldPath
    var start = 0
    switch override {
    case .set:
      guard let mark = file.bytes.firstIndex(of: UInt8(ascii: "=")), mark > 0 else {
        diagnostics.append(
          Diagnostic(
            .malformedSetting, message: "'--set' needs a path and a value, found '\(override.value.shortened)'",
            range: whole, help: "write --set path.or.name=value"))
        return nil
      }
      let written = SourceRange(file: file, lower: 0, upper: mark)
      path = FieldPath(ScalarText(written.text, in: written))
      start = mark + 1
    case .strategy: path = FieldPath(names: ["strategy"], at: whole)
    case .workers:
      guard let names = pathOfWorkers(whole) else { return nil }
      path = FieldPath(names: names, at: whole)
    case .seed: path = FieldPath(names: ["measure", "seed"], at: whole)
    case .repeat: path = FieldPath(names: ["measure", "repeat"], at: whole)
    case .timeout: path = FieldPath(names: ["measure", "timeout"], at: whole)
    }
    if path.text == "extends" {
      diagnostics.append(
        Diagnostic(
          .unknownPath, message: "'extends' cannot be set: files are merged before flags are looked at",
          range: path.range))
      return nil
    }
    switch resolver.resolve(path) {
    case .success(let full): path = full
    case .failure(let finding):
      diagnostics.append(finding)
      return nil
    }
    guard let value = value(file, from: start) else { return nil }
    return Setting(path: path, value: value)
  }

  private mutating func pathOfWorkers(_ whole: SourceRange) -> [String]? {
    guard let roles = resolver.root["roles"]?.entries else { return ["workers"] }
    if roles.count == 1 { return ["roles", roles[0].key.text, "workers"] }
    let names = roles.map(\.key.text)
    diagnostics.append(
      Diagnostic(
        .ambiguousWorkers, message: "'--workers' does not say which of \(names.count) roles is meant", range: whole,
        help: "write " + FieldType.join(names.prefix(4).map { "--set roles.\($0).workers=\(whole.text)" })))
    return nil
  }

  /// The value part of a flag as YAML. What stands before it is blanked, so that places stay those of the flag.
  private mutating func value(_ file: SourceFile, from start: Int) -> YAMLNode? {
    let text = Array(repeating: UInt8(ascii: " "), count: start) + file.bytes[start...]
    let end = SourceRange(file: file, lower: start, upper: file.bytes.count)
    let document = YAMLReader.read(SourceFile(name: file.name, bytes: text))
    if let root = document.root {
      diagnostics += document.diagnostics
      return root.moved(to: file)
    }
    if end.text.allSatisfy(\.isWhitespace) { return .scalar("", range: end) }
    diagnostics += document.diagnostics
    return nil
  }
}

extension YAMLNode {
  /// The same tree with its places in another text of the same length.
  fileprivate func moved(to file: SourceFile) -> YAMLNode {
    var builder = YAMLTreeBuilder()
    let root = enter(into: &builder, movedTo: file)
    return builder.finish(root: root)
  }

  private func enter(into builder: inout YAMLTreeBuilder, movedTo file: SourceFile) -> YAMLTreeBuilder.Handle {
    let range = SourceRange(file: file, lower: range.lower, upper: range.upper)
    switch kind {
    case .scalar where isBroken: return builder.broken(range: range)
    case .scalar: return builder.scalar(text, isPlain: isPlain, range: range)
    case .sequence:
      var items: [YAMLTreeBuilder.Handle] = []
      for element in elements { items.append(element.enter(into: &builder, movedTo: file)) }
      return builder.sequence(items, range: range)
    case .mapping:
      var made: [(key: YAMLTreeBuilder.Handle, value: YAMLTreeBuilder.Handle)] = []
      for entry in entries {
        let key = entry.key.enter(into: &builder, movedTo: file)
        made.append((key, entry.value.enter(into: &builder, movedTo: file)))
      }
      return builder.mapping(made, range: range)
    }
  }
}
