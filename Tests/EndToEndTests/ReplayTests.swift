// Schedules are saved, replayed and played from the command line.
import FoundationEssentials
import ScenarioSyntax
import Support
import Testing

@Suite("A schedule from the command line")
struct ScheduleCommandTests {
  let folder: TemporaryFolder

  private static let race = """
    scenario: race
    state: { hits: 0 }
    workload:
      type: steps
      steps:
        - set: { hits: hits + 1 }
    workers: 2
    check:
      - finally: hits == 2
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("race.yaml", ScheduleCommandTests.race)
  }

  private func save() throws {
    let found = try Tool.run("explore", "race.yaml", "-o", "schedule=race.schedule", in: folder)
    #expect(found.code == 1)
    // The line may be broken anywhere: how long it is depends on where the program lies.
    #expect(found.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains("replay race.schedule"))
  }

  @Test("is saved, and replayed on every kind of worker", arguments: ["thread", "process", "async"])
  func replay(strategy: String) throws {
    try save()
    try folder.write("race.yaml", "# changed\n" + ScheduleCommandTests.race)
    let end = try Tool.run(
      "replay", "race.schedule", "-s", strategy, "--repeat", "10", "--format", "json", in: folder)
    #expect(end.code == 0, "\(end.error)")
    let cell = try end.json()["cells"]?[0]
    #expect(cell?["verdict"]?.text == "violated")
    #expect(cell?["strategy"]?.text == strategy)
  }

  @Test("that does not fit any more says where, and starts nothing")
  func misfit() throws {
    try save()
    try folder.write("race.yaml", ScheduleCommandTests.race.replacing("hits + 1", with: "hits + 2"))
    let end = try Tool.run("replay", "race.schedule", in: folder)
    #expect(end.code == 65)
    #expect(end.error.contains("does not fit at step 3: main"))
    #expect(end.output == "")
  }

  @Test("that is none, or of a file that is gone, is refused")
  func refused() throws {
    #expect(try Tool.run("replay", "race.schedule", in: folder).code == 66)
    #expect(try Tool.run("replay", "race.yaml", in: folder).code == 65)
    try save()
    #expect(try Tool.run("replay", "race.schedule", "-s", "serial", in: folder).code == 64)
    try FileManager.default.removeItem(atPath: folder / "race.yaml")
    #expect(try Tool.run("replay", "race.schedule", in: folder).code == 66)
  }

  @Test("is played by hand: steps, steps back, and the score")
  func play() throws {
    let end = try Tool.run("play", "race.yaml", in: folder) { $0.input = "1\n2\n2\nu\n2\n1\ns\n9\nq\n" }
    #expect(end.code == 0)
    #expect(end.output.contains("The shortest schedule takes 4 steps."))
    #expect(end.output.contains("1  main 0: line 6: read hits = 0"))
    #expect(end.output.contains("It went wrong: 'finally: hits == 2' does not hold at the end. You took 4 steps"))
    #expect(end.output.contains("4  main 0: write hits = 1"))
  }
}
