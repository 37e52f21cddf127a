// What a text becomes: nodes, values, places.

import Testing

@testable import ScenarioSyntax

@Suite("composing nodes")
struct ComposerTests {
  /// The document of a text that must be free of findings.
  private func root(_ text: String) throws -> YAMLNode {
    let document = YAMLReader.read(SourceFile(name: "test.yaml", bytes: Array(text.utf8)))
    #expect(document.diagnostics.map(\.message) == [])
    return try #require(document.root)
  }

  @Test("a mapping keeps its order, and its values are found by key")
  func mapping() throws {
    let root = try root("b: 1\na: [x, y]\nc: { d: e }\n")
    #expect(root.kind == .mapping)
    #expect(root.entries.map(\.key.text) == ["b", "a", "c"])
    #expect(root["a"]?.elements.map(\.text) == ["x", "y"])
    #expect(root["c"]?["d"]?.text == "e")
    #expect(root["missing"] == nil)
  }

  @Test("every node says where it is written")
  func ranges() throws {
    let root = try root("a: one\nb:\n  - 'two'\n  - { c: d }\ne: |\n  text\n  more\n\n# end\n")
    #expect(root["a"]?.range.text == "one")
    #expect(root["b"]?.range.text == "- 'two'\n  - { c: d }")
    #expect(root["b"]?.elements[0].range.text == "'two'")
    #expect(root["b"]?.elements[1].range.text == "{ c: d }")
    #expect(root["e"]?.range.text == "|\n  text\n  more")
    #expect(root["e"]?.text == "text\nmore\n")
  }

  @Test("anchors and tags are not part of a node's range")
  func rangeWithoutProperties() throws {
    let root = try root("a: &x !!str 5\nb: &y\n  k: v\nc: !!map # why\n  k: v\nd: [&z , 1]\n")
    #expect(root["a"]?.range.text == "5")
    #expect(root["b"]?.range.text == "k: v")
    #expect(root["c"]?.range.text == "k: v")
    #expect(root["d"]?.elements[0].range.isEmpty == true)
  }

  @Test("ranges are right after characters of several bytes, a byte order mark, CRLF and foreign line breaks")
  func rangesInUnicode() throws {
    let root = try root("\u{FEFF}ключ: значение\r\nemoji: \"👩‍👩‍👧 x\"\r\nbreaks: a\u{85}b\u{2028}c\u{2029}d\r\nlast: z")
    #expect(root["ключ"]?.range.text == "значение")
    #expect(root["emoji"]?.range.text == "\"👩‍👩‍👧 x\"")
    #expect(root["breaks"]?.text == "a\u{85}b\u{2028}c\u{2029}d")
    let last = try #require(root["last"])
    #expect(last.range.text == "z")
    #expect(last.range.start == SourcePosition(line: 4, column: 7))
  }

  @Test("a long non-ASCII text keeps every place")
  func manyCharacters() throws {
    let root = try root((0..<300).map { "ключ\($0): é\($0)\n" }.joined())
    for (number, entry) in root.entries.enumerated() {
      #expect(entry.key.range.text == "ключ\(number)")
      #expect(entry.value.range.text == "é\(number)")
    }
  }

  @Test("an alias stands where it is used and remembers where its text is")
  func alias() throws {
    let root = try root("a: &x { k: v }\nb: *x\n")
    let alias = try #require(root["b"])
    #expect(alias.range.text == "*x")
    #expect(alias.definition?.text == "{ k: v }")
    #expect(alias["k"]?.text == "v")
    #expect(root["a"]?.definition == nil)
  }

  @Test("merge keys bring in what the mapping does not have, the earlier of several first")
  func merge() throws {
    let root = try root(
      """
      a: &a { x: 1, y: 1 }
      b: &b { y: 2, z: 2 }
      c: { <<: [*a, *b], x: 0 }
      d: { <<: *a, w: 9 }
      e: { "<<": 1 }
      """)
    let merged = try #require(root["c"])
    #expect(merged.entries.map { "\($0.key.text)=\($0.value.text)" } == ["y=1", "z=2", "x=0"])
    #expect(root["d"]?.entries.map(\.key.text) == ["x", "y", "w"])
    #expect(root["e"]?.entries.map(\.key.text) == ["<<"])
  }

  @Test("a variable is one piece also inside brackets and braces")
  func variables() throws {
    let root = try root("raw: { capacity: ${depth}, list: [${a.b}, x${c}y] }\nq: \"${d}\"\n")
    #expect(root["raw"]?["capacity"]?.text == "${depth}")
    #expect(root["raw"]?["capacity"]?.range.text == "${depth}")
    #expect(root["raw"]?["list"]?.elements.map(\.text) == ["${a.b}", "x${c}y"])
    #expect(root["q"]?.text == "${d}")
  }

  @Test("private-use characters of the text itself come through, written or escaped")
  func privateUse() throws {
    let root = try root("a: ${x}\u{F0000}\u{F0001}\nb: \"\\U000F0005\"\n")
    #expect(root["a"]?.text == "${x}\u{F0000}\u{F0001}")
    #expect(root["b"]?.text == "\u{F0005}")
  }

  @Test("an escaped NUL does not end the text")
  func escapedNUL() throws {
    #expect(try root("a: \"x\\0y\"")["a"]?.text == "x\0y")
  }

  @Test("core tags decide the type")
  func tags() throws {
    let root = try root("[!!str 5, !!int '5', !!float 5, ! 5, !!null '', !!bool 'true', !!seq [], !!map {}]")
    #expect(
      root.elements.prefix(6).map(\.value) == [
        .string("5"), .int(5), .float(5), .string("5"), .null, .bool(true),
      ])
  }

  @Test("a value from a flag is read like any other text")
  func flag() throws {
    let file = SourceFile(name: "--set workers", bytes: Array("[1, two]".utf8))
    let root = try #require(YAMLReader.read(file).root)
    #expect(root.elements.map(\.value) == [.int(1), .string("two")])
    #expect(root.elements[1].range.description == "--set workers:1:5")
  }
}
