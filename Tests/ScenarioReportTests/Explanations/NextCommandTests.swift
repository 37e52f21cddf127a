// What is suggested next can be typed as it stands.
import ScenarioModel
import ScenarioReport
import Support
import Testing

@Suite("the next command")
struct NextCommandTests {
  @Test("only commands that exist are suggested, three at most")
  func known() {
    let known: Set<String> = ["run", "batch", "validate", "plan", "list", "schema", "new", "explain", "doctor"]
    for seed in 0..<40 {
      var random = RandomRecords(seed: UInt64(seed))
      let next = ReportFacts(random.record()).next
      #expect(next.count <= 3)
      for command in next {
        let words = command.command.split(separator: " ").map(String.init)
        #expect(known.contains(words[1]), "\(command.command)")
      }
    }
  }

  @Test("a violation seen once asks how often, and what happens without concurrency")
  func violation() {
    #expect(
      commands(Sample.bankRace) == ["scenario run bank_race.yaml --repeat 20", "scenario run bank_race.yaml -s serial"])
  }

  @Test("a scenario that the summary names comes first, beside the file")
  func sibling() {
    var record = Sample.bankRace
    record.path = "Scenarios/bank/bank_race.yaml"
    record.summary = "Two withdrawals race; bank_lock.yaml is the cure."
    #expect(commands(record).first == "scenario run Scenarios/bank/bank_lock.yaml")
  }

  @Test("a path is quoted for the shell, and standard input gets no path at all")
  func paths() {
    var record = Sample.bankRace
    record.path = "my files/it's.yaml"
    #expect(commands(record).first == #"scenario run 'my files/it'\''s.yaml' --repeat 20"#)
    record.path = "-"
    #expect(commands(record).isEmpty)
  }

  @Test("the program is called as it was called")
  func program() {
    var record = Sample.deadlock
    record.command = [".build/release/scenario", "run", "deadlock.yaml"]
    #expect(commands(record).first == ".build/release/scenario plan deadlock.yaml")
  }

  @Test("a comparison of few runs asks for more, one of many does not")
  func moreRuns() {
    #expect(commands(Sample.unequalWork) == ["scenario run unequal.yaml --repeat 10"])
    #expect(commands(Sample.primes).isEmpty)
  }

  private func commands(_ record: ScenarioRecord) -> [String] { ReportFacts(record).next.map(\.command) }
}
