// Measures the reader: its speed beside that of libyaml's bare events, and what hostile texts cost it.

import Glibc

@main
enum ReaderBench {
  /// Without arguments: the speed. `write FOLDER`: the hostile texts as files. `read PATH`: what reading one costs.
  static func main() {
    let arguments = CommandLine.arguments
    switch arguments.dropFirst().first {
    case "write": for (name, text) in bombs() { write(text, to: arguments[2] + "/" + name) }
    case "read": read(arguments[2])
    default: speed()
    }
  }

  /// Median of several runs each, taken in turn so that the machine's drift falls on both.
  private static func speed() {
    let text = (0..<9_000).map { number in
      "- id: \(number)\n  name: task number \(number)\n  tags: [fast, \"quoted\"]\n  wait: { type: sleep, duration: 2s }\n"
    }.joined()
    let file = SourceFile(name: "bench.yaml", bytes: Array(text.utf8))
    var limits = YAMLLimits.default
    limits.nodes = .max
    limits.fileBytes = .max
    var (bare, tree): ([Double], [Double]) = ([], [])
    var events = 0
    for _ in 0..<21 {
      bare.append(milliseconds { events = countEvents(file) })
      tree.append(milliseconds { precondition(YAMLReader.read(file, limits: limits).diagnostics.isEmpty) })
    }
    let (one, other) = (bare.sorted()[10], tree.sorted()[10])
    let megabytes = Double(file.bytes.count) / 1e6
    print("\(events) events, \(file.bytes.count) bytes")
    let rates = (round(megabytes / one * 1000), round(megabytes / other * 1000))
    print("libyaml's events   \(round(one)) ms  \(rates.0) MB/s  \(round(one / Double(events) * 1e6)) ns an event")
    print("located tree       \(round(other)) ms  \(rates.1) MB/s  \(round(one / other * 100)) % of the bare rate")
  }

  private static func countEvents(_ file: SourceFile) -> Int {
    file.bytes.withUnsafeBufferPointer { bytes in
      var parser = YAMLParser(bytes)
      var count = 0
      while let event = parser.next() {
        count += 1
        if event.kind == .streamEnd { break }
      }
      return count
    }
  }

  private static func bombs() -> [(String, String)] {
    let nine = (1..<9).reduce("a0: &a0 [x, x, x, x, x, x, x, x, x]\n") { text, level in
      text + "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    let blocks = (0..<8_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    return [
      ("brackets", String(repeating: "[", count: 80_000)),
      ("braces", String(repeating: "{a: ", count: 20_000)),
      ("blocks-8000", blocks),
      ("blocks-1-MiB", String(blocks.prefix(1 << 20))),
      ("aliases", nine),
      ("self-alias", "a: &a [*a]\n"),
      ("anchors-20000", (0..<20_000).map { "- &a\($0) x\n" }.joined()),
      ("scalar-64-MB", "a: " + String(repeating: "x", count: 64_000_000)),
      ("scalar-1-MB", "a: " + String(repeating: "x", count: 1_000_000)),
      ("comments-8-MB", String(repeating: "# comment\n", count: 800_000)),
      ("comments-1-MB", String(repeating: "# comment\n", count: 104_000)),
      ("duplicates", String(repeating: "a: 1\n", count: 100_000)),
      ("items", "[" + String(repeating: "a,", count: 500_000)),
    ]
  }

  private static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { fatalError("cannot write \(path)") }
    fputs(text, file)
    fclose(file)
  }

  private static func read(_ path: String) {
    let before = peakMegabytes()
    var findings: [Diagnostic] = []
    let time = milliseconds {
      switch YAMLReader.open(path: path) {
      case .success(let file): findings = YAMLReader.read(file).diagnostics
      case .failure(let finding): findings = [finding]
      }
      _ = ExcerptRenderer().render(findings)
    }
    let (reason, peak) = (findings.first?.code.name ?? "accepted", peakMegabytes())
    print("\(path): \(reason), \(round(time)) ms, peak \(round(peak)) MB (\(round(before)) before)")
  }

  private static func milliseconds(_ work: () -> Void) -> Double {
    let (seconds, attoseconds) = ContinuousClock().measure(work).components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }

  private static func peakMegabytes() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  }

  private static func round(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
