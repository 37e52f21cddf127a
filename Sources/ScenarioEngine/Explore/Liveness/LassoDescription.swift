// A run that goes wrong as a whole, in words: who waits for what, for ever, and why nobody can call it unfair.
import ScenarioModel

struct LassoDescription {
  let lasso: FoundLasso
  /// The state at the end of what is shown.
  let view: StateView
  /// Where each lock that is held was taken.
  let acquired: [HeldLock: StepSite]

  var finding: Finding {
    switch lasso.key {
    case .eventually(let check):
      let title = view.model.graph.checks[check].title
      let run = lasso.cycleStart == nil ? "a run that ends" : "a run that never ends"
      return Finding(
        kind: .checkViolated, message: "'eventually: \(title)' never comes to hold in \(run)", check: title)
    case .starvation(let check, _):
      return Finding(
        kind: .checkViolated, message: starvation, strand: strand, step: site, waits: pictures,
        check: view.model.graph.checks[check].title)
    default:
      return Finding(
        kind: .deadlock, message: "\(names) can never go on again, while others do", strand: strand, step: site,
        waits: pictures)
    }
  }

  /// What the steps that repeat have to do with fairness.
  var why: String? {
    guard let start = lasso.cycleStart else { return nil }
    let last = lasso.moves.count - 1
    let steps = start + 1 == last ? "step \(last) repeats" : "steps \(start + 1) to \(last) repeat"
    if case .partialDeadlock = lasso.key { return "\(steps) for ever, and nothing that can follow wakes \(names)" }
    switch lasso.fairness {
    case .none: return "\(steps) for ever, where nobody sees to it that everybody gets a turn"
    case .weak: return "\(steps) for ever: each of the others moves in them or has to wait at some time (weak fairness)"
    case .strong: return "\(steps) for ever: whoever can go on at some time in them does (strong fairness)"
    }
  }

  private var starvation: String {
    guard lasso.cycle.isBusy else {
      guard lasso.cycle.isPassedOver else { return "\(names) can wait for ever, although others go on\(object)" }
      return "\(names) can be passed over for ever, although others go on\(object)"
    }
    let line = site?.range.map { " at line \($0.start.line)" } ?? ""
    if lasso.cycle.isLivelock {
      return "a livelock: \(names) can go round the loop\(line) for ever, and nobody gets on"
    }
    return "\(names) can go round the loop\(line) for ever, although others go on"
  }

  private var object: String {
    guard let (worker, strand) = lasso.affected.first, let pc = view.pc(worker, strand),
      let what = view.waitedFor(view.role(worker).program.instructions[pc], worker)
    else { return "" }
    return ": it waits for \(what)"
  }

  private var strand: StrandName? { lasso.affected.first.map { view.strandName($0.worker, $0.strand) } }

  private var site: StepSite? {
    guard let (worker, strand) = lasso.affected.first, let pc = view.pc(worker, strand) else { return nil }
    return view.role(worker).program.site(pc)
  }

  private var names: String {
    let names = lasso.affected.map { worker, strand in
      let name = view.strandName(worker, strand)
      return "\(name.role) \(name.worker ?? 0)" + (strand == 0 ? "" : " branch \(strand)")
    }
    return names.joined(separator: " and ")
  }

  private var pictures: [WaitDescription] {
    lasso.affected.compactMap { worker, strand in
      guard let pc = view.pc(worker, strand) else { return nil }
      let program = view.role(worker).program
      return WaitDescription(
        strand: view.strandName(worker, strand), holds: view.holds(worker, strand, acquired),
        waitsFor: lasso.cycle.isBusy ? nil : view.waitedFor(program.instructions[pc], worker), step: program.site(pc))
    }
  }
}
