// The program's copy of what serves Python functions is the file of the project.
import Testing

@Suite("The program's copy of host.py")
struct PythonHostCopyTests {
  @Test("is the file; 'make python-host' brings it up to date")
  func drift() throws {
    let folder = "Sources/ScenarioEngine/Workloads/Python"
    let original = try #require(Project.text(of: "\(folder)/host.py"))
    let copy = try #require(Project.text(of: "\(folder)/PythonHostProgram.swift"))
    let literal = try #require(copy.split(separator: "##\"\"\"\n").last?.split(separator: "\n    \"\"\"##").first)
    let lines = literal.split(separator: "\n", omittingEmptySubsequences: false).map { $0.dropFirst(4) }
    #expect(lines.joined(separator: "\n") == original)
  }
}
