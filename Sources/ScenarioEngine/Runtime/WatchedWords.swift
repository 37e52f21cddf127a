// Writes to words that checks or awaits read: the check is evaluated, waiters are told, the access is remembered.
import CPlatform
import ScenarioModel
import Synchronization

extension Machine {
  /// Performs a write to a watched word.
  ///
  /// Where a check reads several words, writer and check hold one lock, so that the check sees a state that existed.
  /// - Parameters:
  ///   - old: the value that an indivisible step replaces: it reads and writes in one.
  ///   - write: writes and returns the word's new value, or nil when it did not write after all.
  @inline(never)
  func watched(
    _ word: Int, replacing old: Int64? = nil, _ strand: UnsafeMutablePointer<Strand>, write: () -> Int64?
  ) {
    let flags = WordFlag(rawValue: wordFlags[word])
    let written =
      flags.contains(.guarded)
      ? SpinLock.hold(world.header.pointee.guardLock, world) { writeAndCheck(word, old, flags, strand, write) }
      : writeAndCheck(word, old, flags, strand, write)
    guard written, flags.contains(.awaited) else { return }
    forEachWatcher(of: word) { watcher in
      if watcher < 0 { world.notify(world.layout.awaits + Int(~watcher), all: true) }
    }
  }

  private func writeAndCheck(
    _ word: Int, _ old: Int64?, _ flags: WordFlag, _ strand: UnsafeMutablePointer<Strand>, _ write: () -> Int64?
  ) -> Bool {
    guard let value = write() else { return false }
    if flags.contains(.traced) {
      // Read and written at one time: nobody came in between, and no explanation may say so.
      let now = Clock.now()
      if let old { trace(word, old, isWrite: false, at: now, strand) }
      trace(word, value, isWrite: true, at: now, strand)
    }
    if flags.contains(.checked) {
      forEachWatcher(of: word) { watcher in
        if watcher >= 0 { check(Int(watcher), justWritten: (word, value), guarded: flags.contains(.guarded), strand) }
      }
    }
    return true
  }

  private func forEachWatcher(of word: Int, _ body: (Int32) -> Void) {
    let index: UnsafeMutablePointer<Int32> = world.at(world.layout.watchIndex)
    let lists: UnsafeMutablePointer<Int32> = world.at(world.layout.watchLists)
    for position in Int(index[word])..<Int(index[word + 1]) { body(lists[position]) }
  }

  /// Evaluates an `always`. One that reads a single word is given the value just written, whatever others write meanwhile.
  private func check(
    _ number: Int, justWritten: (word: Int, value: Int64), guarded: Bool, _ strand: UnsafeMutablePointer<Strand>
  ) {
    let image = world.at(world.layout.checkPrograms, as: ProgramImage.self)[number]
    let scratch: UnsafeMutablePointer<Int64> = world.inAgent(agent, world.layout.scratch)
    let held = Evaluation.holds(image, scratch, world) { word in
      guarded || word != justWritten.word ? words[word].load(ordering: .sequentiallyConsistent) : justWritten.value
    }
    let record = world.at(world.layout.checks, as: CheckRecord.self) + number
    record.pointee.evaluations.wrappingAdd(1, ordering: .relaxed)
    if !held { violate(record, strand) }
  }

  private func violate(_ record: UnsafeMutablePointer<CheckRecord>, _ strand: UnsafeMutablePointer<Strand>) {
    record.pointee.violations.wrappingAdd(1, ordering: .relaxed)
    guard record.pointee.first.compareExchange(expected: 0, desired: 1, ordering: .acquiring).exchanged else { return }
    record.pointee.strand = strand.pointee.id
    record.pointee.pc = strand.pointee.pc
    record.pointee.time = Clock.now()
    record.pointee.first.store(2, ordering: .releasing)
  }

  /// Remembers an access in the agent's ring of the latest ones.
  @inline(never)
  func trace(
    _ word: Int, _ value: Int64, isWrite: Bool, at time: Int64 = Clock.now(), _ strand: UnsafeMutablePointer<Strand>
  ) {
    let record = world.agent(agent)
    let ring: UnsafeMutablePointer<AccessRecord> = world.inAgent(agent, world.layout.accesses)
    let slot = Int(record.pointee.accessCount % Int64(Keep.accesses))
    record.pointee.accessCount += 1
    ring[slot] = AccessRecord(
      time: time, strand: strand.pointee.id, word: Int32(word << 1 | (isWrite ? 1 : 0)), pc: strand.pointee.pc,
      worker: worker(of: strand), value: value)
  }
}
