// The arena seen through typed pointers: one value per thread, cheap to copy, the same meaning in every process.
import CPlatform
import ScenarioModel
import Synchronization

/// A view of a run's arena.
struct World: @unchecked Sendable {
  let arena: Arena
  let base: UnsafeMutableRawPointer
  let header: UnsafeMutablePointer<ArenaHeader>
  let objects: UnsafeMutablePointer<SyncObject>
  let queues: UnsafeMutablePointer<QueueControl>
  let roles: UnsafeMutablePointer<RoleControl>
  /// How this process reaches event loop i: an eventfd.
  let loopDescriptors: [Int32]

  init(arena: Arena, loopDescriptors: [Int32] = []) {
    self.arena = arena
    base = arena.base
    header = base.assumingMemoryBound(to: ArenaHeader.self)
    let layout = header.pointee.layout
    objects = (base + layout.objects).assumingMemoryBound(to: SyncObject.self)
    queues = (base + layout.queues).assumingMemoryBound(to: QueueControl.self)
    roles = (base + layout.roles).assumingMemoryBound(to: RoleControl.self)
    self.loopDescriptors = loopDescriptors
  }

  /// Read where it lies: worlds are copied often, and it is large.
  @inline(__always)
  var layout: ArenaLayout { header.pointee.layout }

  /// Typed pointer at a byte offset.
  @inline(__always)
  func at<T: ~Copyable>(_ offset: Int, as type: T.Type = T.self) -> UnsafeMutablePointer<T> {
    (base + offset).assumingMemoryBound(to: T.self)
  }

  @inline(__always)
  func agent(_ index: Int) -> UnsafeMutablePointer<AgentRecord> { at(layout.agents + index * layout.agentStride) }

  /// Something inside of an agent's block.
  @inline(__always)
  func inAgent<T: ~Copyable>(_ index: Int, _ offset: Int, as type: T.Type = T.self) -> UnsafeMutablePointer<T> {
    at(layout.agents + index * layout.agentStride + offset)
  }

  /// The shared words, or a worker's private copy of them.
  @inline(__always)
  func words(replica: Int) -> UnsafeMutablePointer<Atomic<Int64>> {
    at(layout.words + replica * layout.wordCount * 8)
  }

  var isStopping: Bool { header.pointee.stop.load(ordering: .relaxed) != Stop.run }
  var isAbandoned: Bool { header.pointee.stop.load(ordering: .relaxed) == Stop.abandon }
}

/// Values of the header's `stop` word.
enum Stop {
  static let run: UInt32 = 0
  /// Start nothing new.
  static let drain: UInt32 = 1
  /// Leave everything.
  static let abandon: UInt32 = 2
}

/// Sleeping on, and waking sleepers of, a 32-bit word that processes may share.
enum Futex {
  /// Sleeps while the word is `expected`, until woken or the monotonic `deadline` (ns; nil: for ever).
  static func wait(_ word: UnsafeMutableRawPointer, while expected: UInt32, deadline: Int64? = nil) {
    _ = platform_wait(word.assumingMemoryBound(to: UInt32.self), expected, deadline ?? -1)
  }

  static func wake(_ word: UnsafeMutableRawPointer, all: Bool) {
    platform_wake(word.assumingMemoryBound(to: UInt32.self), all ? Int32.max : 1)
  }
}
