// No field is accepted and ignored.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("Every field")
struct FieldObservationTests {
  @Test("has a sample")
  func samples() {
    let paths = Set(FieldSamples.paths(ScenarioFields.table(catalog: .test)))
    let sampled = Set(FieldSamples.all(catalog: .test).map(\.path))
    #expect(paths.subtracting(sampled).subtracting(FieldSamples.unobservable).sorted() == [])
    #expect(sampled.subtracting(paths).sorted() == [])
  }

  @Test("changes the document when it is given another value", arguments: FieldSamples.all(catalog: .test))
  func observation(_ sample: FieldSample) {
    let base = ["dir/base.yaml": "tags: [from_base]"]
    let without = load(sample.without, files: base)
    let with = load(sample.with, files: base)
    #expect(without.findings == [])
    #expect(with.findings == [])
    #expect(describe(without.cells) != describe(with.cells))
  }

  @Test("alone makes the difference: a comment and another place make none")
  func noNoise() {
    for sample in FieldSamples.all(catalog: .test) {
      let moved = load("# a comment\n\n" + sample.with, files: ["dir/base.yaml": "# here too\ntags: [from_base]"])
      #expect(describe(moved.cells) == describe(load(sample.with, files: ["dir/base.yaml": "tags: [from_base]"]).cells))
    }
  }
}
