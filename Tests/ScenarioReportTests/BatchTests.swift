// Several scenarios at a glance, and as annotations.
import ScenarioModel
import ScenarioReport
import ScenarioSyntax
import Support
import Testing

@Suite("batches, annotations and progress")
struct BatchTests {
  private var batch: BatchRecord {
    let code = DiagnosticCode(id: "S0999", name: "test-only", summary: "a test", explanation: "For tests.")
    let file = Sample.file("bad.yaml")
    let diagnostic = Diagnostic(
      code, message: "unknown key 'worker'", range: SourceRange(file: file, lower: 12, upper: 16))
    return BatchRecord(
      results: [Sample.bankRace, Sample.primes, Sample.deadlock, Sample.unequalWork],
      invalid: [.init(path: "bad.yaml", exit: ExitStatus(code: 65, reason: "1 error"), diagnostics: [diagnostic])],
      skipped: ["later.yaml"], command: ["scenario", "batch", "."])
  }

  @Test("the summary has a line a scenario, counts, and what decided the exit code")
  func summary() {
    let text = TerminalReporter.render(.batch(batch), style: ReportStyle(width: 100))
    #expect(Golden.difference(text, from: "Golden/batch.txt") == nil)
  }

  @Test("the worst code of all is the batch's")
  func exit() {
    #expect(batch.exit.code == 65)
    var stopped = batch
    stopped.stopped = ExitStatus(code: 130, reason: "interrupted")
    #expect(stopped.exit == ExitStatus(code: 130, reason: "interrupted"))
    #expect(BatchRecord(command: []).exit.code == 4)
    #expect(BatchRecord(results: [Sample.deadlock, Sample.deadlock], command: []).exit.reason.contains("2 of 2"))
  }

  @Test("annotations point at what is not as expected and escape what would end them")
  func annotations() {
    let text = GitHubReporter.render(.batch(batch), style: ReportStyle())
    #expect(Golden.difference(text, from: "Golden/batch.github.txt") == nil)
    var record = Sample.deadlock
    record.path = "a,b:c.yaml"
    record.expectations[0].text = "100 %\nof it"
    let line = GitHubReporter.render(.scenario(record), style: ReportStyle())
    #expect(
      line.hasPrefix("::error file=a%2Cb%3Ac.yaml,title=deadlock%3A not as expected::100 %25%0Aof it: was deadlock"))
    #expect(GitHubReporter.render(.scenario(Sample.bankRace), style: ReportStyle()).isEmpty)
  }

  @Test("the live line says which run of how many, and a finished run gets a line of its own")
  func progress() {
    let state = ProgressState(
      scenario: "primes", cell: "strategy: thread", done: 4, total: 16, inRun: 1_200_000_000, tasks: 30, taskTotal: 100)
    #expect(
      ProgressText.live(state, style: ReportStyle(width: 100))
        == "████············ primes, strategy: thread, run 5/16, 30 of 100 tasks, 1.20 s")
    #expect(
      ProgressText.live(state, style: ReportStyle(width: 40, unicode: false)).hasPrefix("####............ primes"))
    let finding = Finding(kind: .deadlock, message: "everyone waits")
    #expect(
      ProgressText.finished(Sample.run(.deadlock, findings: [finding]), state, style: ReportStyle())
        == "primes (strategy: thread): run 4/16 deadlock in 100 ms: everyone waits\n")
  }

  @Test("every reporter is found by its name")
  func names() {
    #expect(Reporters.builtIn.names == ["terminal", "json", "github", "schedule"])
    #expect(Reporters.builtIn.named("json") == JSONReporter.self)
    #expect(Reporters.builtIn.named("xml") == nil)
  }
}
