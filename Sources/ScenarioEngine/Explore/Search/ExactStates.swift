// The states themselves, for a search that does not rely on fingerprints.
import ScenarioModel

/// Keeps a canonical form of every state: with symmetry, the blocks of a role's workers in order.
///
/// Written under a lock, since exactness is asked for, not speed.
final class ExactStates: @unchecked Sendable {
  private let model: ExploreModel
  private let states = Guarded<Storage>(Storage())

  private struct Storage {
    var bytes: [UInt8] = []
    /// By number: where its bytes begin and end.
    var places: [UInt32: (start: Int, end: Int)] = [:]
  }

  init(_ model: ExploreModel) { self.model = model }

  var bytes: Int { states.with { $0.bytes.count + $0.places.count * 24 } }

  /// The canonical form of a state.
  func key(of cells: Cells) -> [UInt8] {
    var key: [UInt8] = []
    append(cells, model.layout.sharedCells, to: &key)
    var worker = 0
    while worker < model.workerCount {
      let role = model.workers[worker].role
      let code = model.codes[Int(role)]
      var blocks: [[UInt8]] = []
      while worker < model.workerCount, model.workers[worker].role == role {
        var block: [UInt8] = []
        append(cells + model.workers[worker].base, code.blockCells, to: &block)
        blocks.append(block)
        worker += 1
      }
      if model.reductions.symmetry { blocks.sort { $0.lexicographicallyPrecedes($1) } }
      for block in blocks { key += block }
    }
    return key
  }

  private func append(_ cells: Cells, _ count: Int, to key: inout [UInt8]) {
    let start = key.count
    key.reserveCapacity(start + StateCodec.mostBytes(cells: count))
    let encoded = [UInt8](unsafeUninitializedCapacity: StateCodec.mostBytes(cells: max(1, count))) { buffer, used in
      used = buffer.baseAddress.map { StateCodec.encode(cells, count: count, into: $0) } ?? 0
    }
    key += encoded
  }

  func store(_ key: [UInt8], as number: UInt32) {
    states.with { states in
      states.places[number] = (states.bytes.count, states.bytes.count + key.count)
      states.bytes += key
    }
  }

  func isSame(_ key: [UInt8], as number: UInt32) -> Bool {
    states.with { states in
      guard let place = states.places[number] else { return false }
      return states.bytes[place.start..<place.end].elementsEqual(key)
    }
  }
}
