// Trees made of other trees keep every place.

import ScenarioSyntax
import Testing

@Suite("derived trees")
struct TreeBuilderTests {
  private func root(_ text: String, name: String) throws -> YAMLNode {
    try #require(YAMLReader.read(SourceFile(name: name, bytes: Array(text.utf8))).root)
  }

  @Test("nodes of several files keep their ranges, kinds and values")
  func merge() throws {
    let base = try root("a: 1\nb: &x [2, 'three']\nc: *x\n", name: "base.yaml")
    let child = try root("a: { k: .5 }\n", name: "child.yaml")
    var builder = YAMLTreeBuilder()
    let entries = [child.entries[0], base.entries[1], base.entries[2]].map {
      (key: builder.copy($0.key), value: builder.copy($0.value))
    }
    let top = builder.mapping(entries, range: child.range)
    let made = builder.finish(root: top)

    #expect(made.entries.map(\.key.text) == ["a", "b", "c"])
    #expect(made["a"]?["k"]?.value == .float(0.5))
    #expect(made["a"]?.range.description == "child.yaml:1:4")
    #expect(made["b"]?.elements.map(\.value) == [.int(2), .string("three")])
    #expect(made["b"]?.range.description == "base.yaml:2:7")
    #expect(made["c"]?.range.text == "*x")
    #expect(made["c"]?.definition?.description == "base.yaml:2:7")
    #expect(made.weight == 1 + 3 + 3 + 3 + 3)
  }

  @Test("a substituted scalar stands at its use and names its definition")
  func substitute() throws {
    let file = try root("vars: { depth: 32 }\ncapacity: ${depth}\n", name: "a.yaml")
    let use = try #require(file["capacity"])
    let value = try #require(file["vars"]?["depth"])
    var builder = YAMLTreeBuilder()
    let scalar = builder.scalar(value.text, isPlain: value.isPlain, range: use.range, definition: value.range)
    let made = builder.finish(root: scalar)
    #expect(made.value == .int(32))
    #expect(made.range.text == "${depth}")
    #expect(made.definition?.text == "32")
  }

  @Test("a quoted text stays a text")
  func quoted() {
    var builder = YAMLTreeBuilder()
    let file = SourceFile(name: "a", bytes: [])
    let range = SourceRange(file: file, lower: 0, upper: 0)
    let scalar = builder.scalar("32", isPlain: false, range: range)
    let list = builder.sequence([scalar, scalar], range: range)
    let made = builder.finish(root: list)
    #expect(made.elements.map(\.value) == [.string("32"), .string("32")])
    #expect(made.elements[0].definition == nil)
  }
}
