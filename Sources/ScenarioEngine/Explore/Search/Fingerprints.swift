// 64 bits that stand for a state, the same for all states that differ only in which worker does what.
import ScenarioModel

/// A sum over a state's cells, each mixed with two keys of its place, and over the workers' blocks, each mixed again.
///
/// Sums do not care about order: with one set of keys for all workers of a role, exchanging workers changes nothing, and
/// no block has to be sorted. Two different states get the same fingerprint with a probability of about 2^-64; for n
/// states the chance of any collision is at most n^2 / 2^65. Sources: Zobrist, "A new hashing method with application
/// for game playing" (1970); the mixing is wyhash's, the high half of a product folded into the low one.
final class Fingerprints: @unchecked Sendable {
  private let keys: UnsafeMutablePointer<UInt64>
  private let salts: UnsafeMutablePointer<UInt64>
  private let sharedCells: Int
  private let workers: UnsafeMutablePointer<WorkerPlace>
  private let codes: UnsafeMutablePointer<RoleCode>
  private let workerCount: Int

  init(_ model: ExploreModel) {
    sharedCells = model.layout.sharedCells
    workers = model.workers
    codes = model.codes
    workerCount = model.workerCount
    let longest = max(sharedCells, model.roles.map(\.code.blockCells).max() ?? 0)
    keys = .allocate(capacity: 4 * max(1, longest))
    var mix = SplitMix64(seed: 0x5ce7_a210_e4b1_0d5e)
    for index in 0..<4 * max(1, longest) { keys[index] = mix.next() | 1 }
    salts = .allocate(capacity: max(1, workerCount))
    let roleSalts = model.roles.map { _ in mix.next() }
    for worker in 0..<workerCount {
      salts[worker] = model.reductions.symmetry ? roleSalts[Int(workers[worker].role)] : mix.next()
    }
  }

  deinit {
    keys.deallocate()
    salts.deallocate()
  }

  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// The part of what is shared.
  @inline(__always)
  func shared(_ cells: Cells) -> UInt64 {
    var sum: UInt64 = 0
    for index in 0..<sharedCells {
      sum &+= Fingerprints.fold(UInt64(bitPattern: cells[index]) ^ keys[4 * index], keys[4 * index + 1])
    }
    return sum
  }

  /// The part of one worker's block.
  @inline(__always)
  func block(_ cells: Cells, of worker: Int) -> UInt64 {
    let place = workers[worker]
    let block = cells + place.base
    var sum: UInt64 = 0
    for index in 0..<codes[Int(place.role)].blockCells {
      sum &+= Fingerprints.fold(UInt64(bitPattern: block[index]) ^ keys[4 * index + 2], keys[4 * index + 3])
    }
    return Fingerprints.fold(sum ^ salts[worker], 0x9e37_79b9_7f4a_7c15)
  }

  /// Puts the parts together; never 0.
  @inline(__always)
  func whole(shared: UInt64, blocks: UInt64) -> UInt64 {
    max(1, Fingerprints.fold(shared ^ 0xa076_1d64_78bd_642f, blocks ^ 0xe703_7ed1_a0b4_28db) ^ (shared &+ blocks))
  }

  func of(_ cells: Cells) -> UInt64 {
    var blocks: UInt64 = 0
    for worker in 0..<workerCount { blocks &+= block(cells, of: worker) }
    return whole(shared: shared(cells), blocks: blocks)
  }
}
