// States of one depth that wait to be expanded, as bytes in chunks that threads take one by one.
import Synchronization

/// States one after another: number, then the state's bytes.
final class FrontierChunk: @unchecked Sendable {
  static let size = 1 << 16
  let bytes: UnsafeMutablePointer<UInt8>
  let capacity: Int
  private(set) var used = 0
  private(set) var count = 0
  /// How much of it has been expanded, by the thread that has it.
  var expanded = 0
  var expandedBytes = 0
  var isDone: Bool { expanded == count }

  init(atLeast needed: Int) {
    capacity = max(FrontierChunk.size, needed)
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  func hasRoom(for needed: Int) -> Bool { used + needed <= capacity }

  @inline(__always)
  func append(_ number: UInt32, _ cells: Cells, count cellCount: Int) {
    UnsafeMutableRawPointer(bytes + used).storeBytes(of: number, as: UInt32.self)
    used += 4 + StateCodec.encode(cells, count: cellCount, into: bytes + used + 4)
    count += 1
  }
}

/// Written by one thread.
struct FrontierWriter {
  private(set) var chunks: [FrontierChunk] = []
  private var current: FrontierChunk?
  private let cellCount: Int
  private let mostBytes: Int

  init(cellCount: Int) {
    self.cellCount = cellCount
    mostBytes = 4 + StateCodec.mostBytes(cells: cellCount)
  }

  @inline(__always)
  mutating func append(_ number: UInt32, _ cells: Cells) {
    if let current, current.hasRoom(for: mostBytes) {
      current.append(number, cells, count: cellCount)
    } else {
      appendToNew(number, cells)
    }
  }

  private mutating func appendToNew(_ number: UInt32, _ cells: Cells) {
    let chunk = FrontierChunk(atLeast: mostBytes)
    chunks.append(chunk)
    current = chunk
    chunk.append(number, cells, count: cellCount)
  }

  /// Hands over what was written and starts anew.
  mutating func take() -> [FrontierChunk] {
    defer {
      chunks = []
      current = nil
    }
    return chunks
  }
}
