// The committed schema and reference page are what the table of this version says.
import ScenarioEngine
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@Suite("The language as committed")
struct LanguageDriftTests {
  private let catalog = Catalog(
    workloads: Workloads.builtIn.descriptors, executors: Executors.builtIn.descriptors,
    unavailableWorkloads: Workloads.unavailable,
    unavailableExecutors: Executors.unavailable)

  @Test("Schemas/scenario.schema.json is derived from the field table; UPDATE_GOLDEN=1 writes it")
  func schema() {
    let text = JSONSchema.document(catalog: catalog).text(pretty: true) + "\n"
    #expect(Golden.difference(text, from: "../../../Schemas/scenario.schema.json") == nil)
  }

  @Test("Documentation/reference.md is derived from the field table; UPDATE_GOLDEN=1 writes it")
  func reference() {
    let text = ReferencePage.markdown(catalog: catalog)
    #expect(Golden.difference(text, from: "../../../Documentation/reference.md") == nil)
  }
}
