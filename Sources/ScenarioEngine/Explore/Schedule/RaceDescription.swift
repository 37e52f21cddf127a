// A data race in words: who is about to read and write what, where, and which locks each holds.
import ScenarioModel

struct RaceDescription {
  let race: Race
  let view: StateView
  /// Where each lock that is held was taken.
  let acquired: [HeldLock: StepSite]

  /// - Parameter check: the title of the check that asks for races.
  func finding(check: String?) -> Finding {
    // The write is named first: it is what the other access meets.
    let (one, other) = race.first.isWrite ? (race.first, race.second) : (race.second, race.first)
    let message =
      "a data race on \(variable): \(words(one)) while \(words(other)), and \(locks(one, other))"
    return Finding(
      kind: .checkViolated, message: message, strand: view.strandName(one.worker, one.strand), step: site(one),
      waits: [picture(one), picture(other)], check: check)
  }

  private var variable: String {
    let layout = view.model.layout
    let word = layout.words.firstIndex(of: race.first.cell) ?? 0
    return view.model.graph.shared.variableName(ofWord: word)
  }

  private func site(_ access: PlainAccess) -> StepSite? { view.role(access.worker).program.site(access.pc) }

  private func words(_ access: PlainAccess) -> String {
    let line = site(access)?.range.map { " (line \($0.start.line))" } ?? ""
    let branch = access.strand == 0 ? "" : " branch \(access.strand)"
    let name = view.strandName(access.worker, access.strand)
    return "\(name.role) \(name.worker ?? 0)\(branch) \(access.isWrite ? "writes" : "reads") it\(line)"
  }

  private func locks(_ one: PlainAccess, _ other: PlainAccess) -> String {
    let names = view.model.graph.shared.locks.map(\.name)
    let common = Set(view.held(one.worker, one.strand)).intersection(view.held(other.worker, other.strand))
    guard let lock = common.min() else { return "they hold no lock in common" }
    return "lock \(names[lock]), which both hold, lets both in"
  }

  private func picture(_ access: PlainAccess) -> WaitDescription {
    WaitDescription(
      strand: view.strandName(access.worker, access.strand),
      holds: view.holds(access.worker, access.strand, acquired), waitsFor: nil, step: site(access))
  }
}

extension SharedLayout {
  /// `balance`, `forks[2]`.
  func variableName(ofWord word: Int) -> String {
    guard let variable = variables.first(where: { ($0.first..<$0.first + $0.count).contains(word) }) else {
      return "word \(word)"
    }
    return variable.isList ? "\(variable.name)[\(word - variable.first)]" : variable.name
  }
}
