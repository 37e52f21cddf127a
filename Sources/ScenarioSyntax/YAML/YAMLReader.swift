// From the bytes of a text to its tree of located nodes, with everything that is wrong with it.

/// What reading a text gave.
package struct YAMLDocument: Sendable {
  /// The document's node; nil if the text is not YAML, holds nothing, or is too much.
  package let root: YAMLNode?
  /// Everything found, in order of place.
  package let diagnostics: [Diagnostic]
}

/// Reads YAML 1.2 (core schema) from UTF-8.
///
/// Stricter than YAML asks: one document a text, keys are scalars and unique, only the core tags, aliases only to what
/// is complete. Looser in one thing: `${name}` is one piece wherever it stands, also inside `[…]` and `{…}`.
package enum YAMLReader {
  /// Reads a text. Never throws and never traps, whatever the bytes; time is proportional to the size that `limits`
  /// allow.
  package static func read(_ file: SourceFile, limits: YAMLLimits = .default) -> YAMLDocument {
    if file.bytes.count > limits.fileBytes {
      return YAMLDocument(root: nil, diagnostics: [ReadingProblem.tooLarge(file.name, limit: limits.fileBytes)])
    }
    do {
      return try withInput(of: file) { input, origin in
        YAMLComposer(input, origin: origin, limits: limits).compose()
      }
    } catch {
      return YAMLDocument(root: nil, diagnostics: [error.diagnostic])
    }
  }

  /// Calls `body` with a text as the parser shall see it, and the means to get back to the text as written. Both are
  /// valid during the call only. Throws if the bytes are no text.
  static func withInput<Value>(
    of file: SourceFile, _ body: (UnsafeBufferPointer<UInt8>, YAMLOrigin) -> Value
  ) throws(Refusal) -> Value {
    let result: Result<Value, Refusal> = file.bytes.withUnsafeBufferPointer { bytes in
      let check = TextCheck(bytes, from: file.textStart)
      if let problem = check.problem { return .failure(Refusal(ReadingProblem.unreadable(problem, in: file))) }
      let text = UnsafeBufferPointer(rebasing: bytes[file.textStart...])
      let index = CharacterIndex(bytes, from: file.textStart, isASCII: check.isASCII)
      guard check.needsDisguise, let disguise = Disguise(for: text) else {
        return .success(body(text, YAMLOrigin(file: file, bytes: bytes, index: index, disguise: nil)))
      }
      return disguise.apply(to: text).withUnsafeBufferPointer { disguised in
        .success(body(disguised, YAMLOrigin(file: file, bytes: bytes, index: index, disguise: disguise)))
      }
    }
    return try result.get()
  }
}

/// The text as its author wrote it, for a parser that sees it disguised and counts characters.
struct YAMLOrigin {
  let file: SourceFile
  /// The file's bytes; valid during one `YAMLReader.read`.
  let bytes: UnsafeBufferPointer<UInt8>
  let index: CharacterIndex
  let disguise: Disguise?

  /// The byte offset of a parser's mark.
  @inline(__always)
  func offset(_ mark: Int) -> Int { index.byteOffset(of: mark, in: bytes) }

  func range(_ lower: Int, _ upper: Int) -> SourceRange { SourceRange(file: file, lower: lower, upper: upper) }
}
