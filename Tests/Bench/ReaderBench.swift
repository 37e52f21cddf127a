// Measures the reader: its speed beside that of libyaml's bare events, and what hostile texts cost it.

import Glibc

@main
enum ReaderBench {
  static func main() {
    speed()
    print()
    for (name, bytes) in bombs() { refuse(name, bytes) }
    open("/dev/zero")
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

  private static func bombs() -> [(String, [UInt8])] {
    let nine = (1..<9).reduce("a0: &a0 [x, x, x, x, x, x, x, x, x]\n") { text, level in
      text + "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    let blocks = (0..<8_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    let texts: [(String, String)] = [
      ("80 kB of [", String(repeating: "[", count: 80_000)),
      ("20,000 nested {a: ", String(repeating: "{a: ", count: 20_000)),
      ("8,000 nested block levels", blocks),
      ("1,400 nested block levels, under 1 MiB", String(blocks.prefix(1 << 20))),
      ("nine-fold aliases, nine deep", nine),
      ("a self-alias", "a: &a [*a]\n"),
      ("20,000 anchors", (0..<20_000).map { "- &a\($0) x\n" }.joined()),
      ("a 64 MB scalar", "a: " + String(repeating: "x", count: 64_000_000)),
      ("a scalar just under 1 MiB", "a: " + String(repeating: "x", count: 1_000_000)),
      ("8 MB of comments", String(repeating: "# comment\n", count: 800_000)),
      ("1 MiB of comments", String(repeating: "# comment\n", count: 104_000)),
      ("100,000 duplicate keys", String(repeating: "a: 1\n", count: 100_000)),
      ("1 MiB of one-letter items", "[" + String(repeating: "a,", count: 500_000)),
    ]
    return texts.map { ($0.0, Array($0.1.utf8)) }
  }

  private static func refuse(_ name: String, _ bytes: [UInt8]) {
    let before = peakMegabytes()
    var document: YAMLDocument?
    let time = milliseconds {
      document = YAMLReader.read(SourceFile(name: "bomb.yaml", bytes: bytes))
      _ = ExcerptRenderer().render(document?.diagnostics ?? [])
    }
    let reason = document?.diagnostics.first?.code.name ?? "accepted"
    print("\(name): \(reason), \(round(time)) ms, \(round(peakMegabytes() - before)) MB more than before")
  }

  private static func open(_ path: String) {
    let before = peakMegabytes()
    var reason = "accepted"
    let time = milliseconds {
      if case .failure(let diagnostic) = YAMLReader.open(path: path) { reason = diagnostic.code.name }
    }
    print("\(path): \(reason), \(round(time)) ms, \(round(peakMegabytes() - before)) MB more than before")
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
