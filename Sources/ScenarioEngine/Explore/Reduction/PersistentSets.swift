// Which workers it is enough to look at in a state: those that the others, whatever they do, cannot interfere with.
import ScenarioModel

/// Chooses persistent sets from what workers may still touch.
///
/// A set T of workers is persistent when nothing that the others can do from here on conflicts with the next steps of T,
/// enabled or not. Source: Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems" (1996),
/// chapter 4. That a search keeps verdicts also needs that no step is put off for ever, which the search itself sees to.
struct PersistentSets {
  private let model: ExploreModel
  private let between: [Footprint]
  private let afterTask: [Footprint]
  private let watched: UInt64
  private let next: UnsafeMutablePointer<Footprint>
  private let future: UnsafeMutablePointer<Footprint>
  private let isIn: UnsafeMutablePointer<Bool>
  private let best: UnsafeMutablePointer<Bool>

  init(_ model: ExploreModel) {
    self.model = model
    let footprints = Footprints(model.graph, model.layout)
    between = model.roles.map { footprints.between($0.graphRole, $0.code) }
    afterTask = model.roles.map(footprints.afterTask)
    watched = footprints.watched
    let count = max(1, model.workerCount)
    next = .allocate(capacity: count)
    future = .allocate(capacity: count)
    isIn = .allocate(capacity: count)
    best = .allocate(capacity: count)
    next.initialize(repeating: Footprint(), count: count)
    future.initialize(repeating: Footprint(), count: count)
    isIn.initialize(repeating: false, count: count)
    best.initialize(repeating: false, count: count)
  }

  /// Frees what `init` allocated; to be called once.
  func deallocate() {
    next.deallocate()
    future.deallocate()
    isIn.deallocate()
    best.deallocate()
  }

  /// Looks for a smaller set than all workers.
  ///
  /// - Parameters:
  ///   - enabled: how many steps each worker can take.
  /// - Returns: whether there is one; `contains` then tells its workers.
  func choose(_ s: Cells, enabled: UnsafePointer<Int32>, total: Int) -> Bool {
    guard total > 1 else { return false }
    look(s)
    var fewest = total
    for seed in 0..<model.workerCount where enabled[seed] > 0 {
      guard let size = close(seed, enabled, below: fewest) else { continue }
      fewest = size
      best.update(from: isIn, count: model.workerCount)
      if size == 1 { break }
    }
    return fewest < total
  }

  @inline(__always)
  func contains(_ worker: Int) -> Bool { best[worker] }

  private func look(_ s: Cells) {
    for worker in 0..<model.workerCount {
      let place = model.workers[worker]
      let role = Int(place.role)
      let block = s + place.base
      guard block[0] > 0 else {
        let hasEnded = block[0] == StrandCell.ended
        next[worker] = hasEnded ? Footprint() : between[role]
        future[worker] = hasEnded ? Footprint() : afterTask[role]
        continue
      }
      let code = model.codes + role
      var now = Footprint()
      var later = afterTask[role]
      if !model.roles[role].takesMoreTasks, !code.pointee.delivers { later = Footprint() }
      for strand in 0..<code.pointee.strands {
        let cell = StrandCell(block[strand])
        guard cell.exists else { continue }
        now.formUnion(code.pointee.facts[cell.pc].next)
        later.formUnion(code.pointee.facts[cell.pc].future)
      }
      next[worker] = now
      future[worker] = later
    }
  }

  /// Closes `isIn` around a worker.
  ///
  /// - Returns: the number of enabled steps in it, or nil if it is no use.
  private func close(_ seed: Int, _ enabled: UnsafePointer<Int32>, below limit: Int) -> Int? {
    isIn.update(repeating: false, count: model.workerCount)
    isIn[seed] = true
    guard next[seed].writes & watched == 0 else { return nil }
    var together = next[seed]
    var size = Int(enabled[seed])
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for other in 0..<model.workerCount where !isIn[other] && future[other].conflicts(with: together) {
        isIn[other] = true
        hasGrown = true
        together.formUnion(next[other])
        size += Int(enabled[other])
        if size >= limit || (enabled[other] > 0 && next[other].writes & watched != 0) { return nil }
      }
    }
    return size
  }
}
