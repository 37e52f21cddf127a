// Valid documents, each with the mistakes that could be made in its lines.
import ScenarioModel

/// A document with alternatives: a line `RIGHT ‖ WRONG = CODE ‖ …` can be written right, or wrong in some ways. `¶`
/// stands for a new line.
struct MistakenDocument {
  /// A mistake as it is in a text.
  struct Mistake: Hashable {
    var lines: ClosedRange<Int>
    var code: String
    var text: String
  }

  private struct Line {
    var indent: String
    var right: String
    var wrong: [(text: String, code: String)]
  }

  private let lines: [Line]
  /// How many lines can go wrong.
  var choices: Int { lines.count { !$0.wrong.isEmpty } }

  init(_ text: String) {
    lines = text.split(separator: "\n").map { line in
      let parts = line.split(separator: "‖").map { $0.trimmed }
      let wrong = parts.dropFirst().map { part in
        let mark = part.lastIndex(of: "=")!
        return (text: part[..<mark].trimmed, code: part[part.index(after: mark)...].trimmed)
      }
      return Line(indent: String(line.prefix { $0 == " " }), right: parts[0], wrong: Array(wrong))
    }
  }

  /// The text with that many mistakes in different lines.
  func text(mistakes count: Int, using random: inout SplitMix64) -> (text: String, mistakes: [Mistake]) {
    let candidates = lines.indices.filter { !lines[$0].wrong.isEmpty }
    let chosen = Set(candidates.shuffled(using: &random).prefix(count))
    var written: [String] = []
    var mistakes: [Mistake] = []
    for (index, line) in lines.enumerated() {
      guard chosen.contains(index), let wrong = line.wrong.randomElement(using: &random) else {
        written += line.right.split(separator: "¶").map { line.indent + $0 }
        continue
      }
      let first = written.count + 1
      written += wrong.text.split(separator: "¶").map { line.indent + $0 }
      mistakes.append(Mistake(lines: first...written.count, code: wrong.code, text: wrong.text))
    }
    return (written.joined(separator: "\n") + "\n", mistakes)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}

extension MistakenDocument {
  static let bank = MistakenDocument(
    """
    scenario: bank ‖ scenario: Bank = S0209
    state:
      balance: 1000 ‖ balance: lots = S0203 ‖ balance: 1000¶balance: 1000 = S0101
      open: true ‖ open: yes = S0207
      left: [1, 2, 3]¶spare: [1, 2] ‖ left: [1, 2, 3]¶spare: [1, x] = S0203
    locks: [account]
    conditions: { changed: account } ‖ conditions: { changed: acccount } = S0346
    workload:
      type: steps
      steps:
        - if: open and balance >= 800 ‖ - if: open and balanse >= 800 = S0310 ‖ - if: [open] = S0203 ‖ - if: "left[0]" = S0313
          then:
            - sleep: 1ms ‖ - sleep: 1 = S0205 ‖ - slep: 1ms = S0210 ‖ - sleep: 1mins = S0206
            - set: { balance: balance - 800 } ‖ - set: { balance: balance - } = S0301
            - count: paid ‖ - count: [paid] = S0203
          else: [{ count: refused }] ‖ els: [{ count: refused }] = S0201
        - lock: account ‖ - lock: konto = S0310 ‖ - lock: { account: reed } = S0208
          do:
            - wait: changed ‖ - wait: changd = S0310
            - set: { seen: "left[0]" } ‖ - set: { seen: "left[9]" } = S0316 ‖ - set: { seen: left } = S0314
        - parallel:
            one: [{ set: { a: 1 } }] ‖ one: [{ set: { a: nowhere } }] = S0310
            two: [{ set: { b: 2 } }] ‖ two: { set: { b: 2 } } = S0203
        - cas: { balance: [1, 2] } ‖ - cas: { balance: [1] } = S0212
          into: swapped ‖ into: [swapped] = S0203
        - atomic: { balance: balance + 1 } ‖ - atomic: { balance: balance + lenn } = S0310
        - run: { type: sleep, duration: 1ms } ‖ - run: { type: sleep, durations: 1ms } = S0201
        - log: "{balance} left" ‖ - log: "{balanc} left" = S0310
        - return: balance ‖ - return: balance + = S0301
    strategy: thread ‖ strategy: thred = S0213 ‖ strategy: { executor: thread, spwn: pool } = S0201
    workers: 2 ‖ workers: many = S0203 ‖ worker: 2 = S0201 ‖ workers: 0 = S0204
    tasks: 4 ‖ tasks: 4s = S0203 ‖ tasks: 4¶tasks: 5 = S0101
    check:
      - always: balance >= 0 ‖ - always: balans >= 0 = S0310 ‖ - alway: balance >= 0 = S0210
      - finally: paid == 1 or not open ‖ - finally: payd == 1 = S0310
    expect:
      - verdict == violated ‖ - verdict == violeted = S0363
      - refused >= 0 ‖ - refuzed >= 0 = S0364
    measure: { repeat: 2, timeout: 5s } ‖ measure: { repeat: 2, timeout: 5 } = S0205 ‖ measure: { repeet: 2 } = S0201
    """)

  static let pipeline = MistakenDocument(
    """
    scenario: pipeline
    vars: { depth: 4 }
    queues:
      raw: { capacity: "${depth}" } ‖ raw: { capacity: "${dept}" } = S0370
      small: { capacity: 8, order: fifo } ‖ small: { capacity: 8, order: fofo } = S0208
      spare: { capacity: 1 }
    state: { total: 0, size: 3 }
    semaphores: { gate: 0 } ‖ semaphores: { gate: none } = S0203
    barriers: { start: 1 } ‖ barriers: { start: 0 } = S0204
    roles:
      read:
        workload: { type: steps, steps: [{ barrier: start }, { return: task }] } ‖ workload: { type: steps, steps: [{ barrier: start }, { return: tsak }] } = S0310
        tasks: 10 ‖ tasks: ten = S0203 ‖ task: 10 = S0201
        into: raw ‖ into: rav = S0348
      shrink:
        workload: { type: sleep, duration: 1ms } ‖ workload: { type: sleep, duration: 1 } = S0205 ‖ workload: { type: slepe } = S0213
        strategy: thread ‖ strategy: [thread] = S0203
        workers: 2 ‖ workers: -2 = S0204
        from: raw ‖ from: row = S0348
        into: small ‖ into: [small, small] = S0349
      store:
        workload:
          type: steps
          steps:
            - put: { spare: input } ‖ - put: { spair: input } = S0310 ‖ - put: { spare: inptu } = S0310
            - get: { spare: got } ‖ - get: { spore: got } = S0310
              else: [{ count: closed }] ‖ else: [{ cout: closed }] = S0210
            - release: gate ‖ - release: size = S0311
            - acquire: gate ‖ - acquire: gat = S0310
            - repeat: size ‖ - repeat: sise = S0310
              as: i ‖ as: [i] = S0203
              do: [{ atomic: { total: total + i } }] ‖ do: [{ atomic: { total: total + j } }] = S0310
        from: small ‖ from: smoll = S0348
        collect: completed ‖ collect: complete = S0208
    strategy: serial
    check:
      - finally: closed == 0 ‖ - finally: clozed == 0 = S0310
    """)

  static let comparison = MistakenDocument(
    """
    scenario: comparison
    workload: { type: sleep, duration: 5ms } ‖ workload: { type: sleep, duration: 5 } = S0205
    tasks: 4 ‖ tasks: four = S0203
    compare:
      strategy: [serial, thread] ‖ strategy: [serial, thraed] = S0213 ‖ stratgy: [serial, thread] = S0377
      workers: [1, 2] ‖ workers: [1, 2, two] = S0203 ‖ wrkers: [1, 2] = S0377 ‖ workers: 1 = S0203
      workload.chunk: [1KiB, 2KiB] ‖ workload.chnk: [1KiB, 2KiB] = S0377 ‖ workload.chunk: [1KiB, 2] = S0205
      skip:
        - { workers: 2, strategy: serial } ‖ - { tasks: 2 } = S0387
    measure: { repeat: 3 } ‖ measure: { repeat: 0 } = S0204
    expect:
      - p99 < 5s ‖ - p99 < 5 = S0205
      - verdict == ok ‖ - verdict = ok = S0361
    """)
}
