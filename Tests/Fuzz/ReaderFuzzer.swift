// libFuzzer's entry into the reader: any bytes must be read or refused, and what comes out must hold together.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzReader(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let file = SourceFile(name: "fuzz.yaml", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
  let document = YAMLReader.read(file)
  precondition(document.root != nil || !document.diagnostics.isEmpty, "no tree and no reason")
  precondition(document.diagnostics.count <= YAMLLimits.default.findings + 1, "too many findings")
  let renderers: [any DiagnosticRenderer] = [
    ExcerptRenderer(color: true, width: 30), ConciseRenderer(), GitHubRenderer(), JSONRenderer(),
  ]
  for renderer in renderers where !document.diagnostics.isEmpty {
    precondition(!renderer.render(document.diagnostics).isEmpty, "findings without text")
  }
  if let root = document.root {
    precondition(root.weight <= YAMLLimits.default.nodes, "more nodes than allowed")
    check(root, size: count)
    var builder = YAMLTreeBuilder()
    let copy = builder.copy(root)
    let copied = builder.finish(root: copy)
    precondition(isEqual(copied, root), "a copy differs")
  }
  return 0
}

private func check(_ node: YAMLNode, size: Int) {
  let range = node.range
  precondition(range.lower <= range.upper && range.upper <= size, "a node outside the text")
  _ = node.value
  node.forEachElement { check($0, size: size) }
  for entry in node.entries {
    precondition(entry.key.kind == .scalar, "a key that is no scalar")
    check(entry.value, size: size)
  }
}

private func isEqual(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
  guard left.kind == right.kind, left.text == right.text, left.isPlain == right.isPlain, left.count == right.count,
    left.range == right.range, left.definition == right.definition
  else { return false }
  return zip(left.elements, right.elements).allSatisfy(isEqual)
    && zip(left.entries, right.entries).allSatisfy { isEqual($0.key, $1.key) && isEqual($0.value, $1.value) }
}
