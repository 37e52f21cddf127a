// Instructions on locks and semaphores.
import ScenarioModel
import Synchronization

extension Machine {
  @inline(__always)
  func acquireMutex(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let record = world.objects + object
    guard
      record.pointee.value.compareExchange(
        expected: 0, desired: strand.pointee.id + 1, ordering: .sequentiallyConsistent
      ).exchanged
    else { return blocked(on: object, strand) }
    return acquired(object, strand)
  }

  @inline(__always)
  func releaseMutex(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let record = world.objects + object
    guard record.pointee.value.load(ordering: .relaxed) == strand.pointee.id + 1 else { return notHeld(strand) }
    record.pointee.value.store(0, ordering: .sequentiallyConsistent)
    return released(object, strand)
  }

  func acquireReentrant(_ object: Int, _ strand: UnsafeMutablePointer<Strand>, times: Int64 = 1) -> Outcome {
    let record = world.objects + object
    let me = strand.pointee.id + 1
    if record.pointee.value.load(ordering: .relaxed) != me {
      guard
        record.pointee.value.compareExchange(expected: 0, desired: me, ordering: .sequentiallyConsistent).exchanged
      else { return blocked(on: object, strand) }
    }
    record.pointee.extra.wrappingAdd(times, ordering: .relaxed)
    for _ in 1..<max(1, times) { noteHeld(object, strand) }
    return acquired(object, strand)
  }

  func releaseReentrant(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let record = world.objects + object
    guard record.pointee.value.load(ordering: .relaxed) == strand.pointee.id + 1 else { return notHeld(strand) }
    if record.pointee.extra.wrappingSubtract(1, ordering: .relaxed).newValue == 0 {
      record.pointee.value.store(0, ordering: .sequentiallyConsistent)
    }
    return released(object, strand)
  }

  func acquireRead(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let record = world.objects + object
    var readers = record.pointee.value.load(ordering: .relaxed)
    while readers >= 0 {
      let result = record.pointee.value.weakCompareExchange(
        expected: readers, desired: readers + 1, ordering: .sequentiallyConsistent)
      if result.exchanged { return acquired(object, strand) }
      readers = result.original
    }
    return blocked(on: object, strand)
  }

  func releaseRead(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    guard holds(object, strand), world.objects[object].value.load(ordering: .relaxed) > 0 else {
      return notHeld(strand)
    }
    world.objects[object].value.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    return released(object, strand)
  }

  func acquireWrite(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let record = world.objects + object
    guard record.pointee.value.compareExchange(expected: 0, desired: -1, ordering: .sequentiallyConsistent).exchanged
    else { return blocked(on: object, strand) }
    record.pointee.extra.store(strand.pointee.id + 1, ordering: .relaxed)
    return acquired(object, strand)
  }

  func releaseWrite(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let record = world.objects + object
    guard record.pointee.value.load(ordering: .relaxed) == -1,
      record.pointee.extra.load(ordering: .relaxed) == strand.pointee.id + 1
    else { return notHeld(strand) }
    record.pointee.extra.store(0, ordering: .relaxed)
    record.pointee.value.store(0, ordering: .sequentiallyConsistent)
    return released(object, strand)
  }

  func acquirePermit(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let record = world.objects + object
    var permits = record.pointee.value.load(ordering: .sequentiallyConsistent)
    while permits > 0 {
      let result = record.pointee.value.weakCompareExchange(
        expected: permits, desired: permits - 1, ordering: .sequentiallyConsistent)
      if result.exchanged { return acquired(object, strand) }
      permits = result.original
    }
    return blocked(on: object, strand)
  }

  func releasePermit(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    let record = world.objects + object
    // A release that nobody acquired before is how permits are made; only their number is bounded.
    guard record.pointee.value.load(ordering: .relaxed) < .max else { return .failed(.permits) }
    record.pointee.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
    return released(object, strand)
  }

  /// A bare `try`: what would have blocked is answered with 0 at once.
  func attempting(
    _ outcome: Outcome, _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    if case .proceed = outcome {
      r[Int(i.a)] = 1
      return .proceed
    }
    r[Int(i.a)] = 0
    return next(strand)
  }

  @inline(__always)
  func acquired(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    uses[object].acquisitions += 1
    noteHeld(object, strand)
    return next(strand)
  }

  @inline(__always)
  private func noteHeld(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) {
    let count = Int(strand.pointee.heldCount)
    if count < Strand.heldCapacity { strand.pointee.setHeld(count, object: object, pc: strand.pointee.pc) }
    strand.pointee.heldCount += 1
  }

  @inline(__always)
  func released(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    strand.pointee.forget(object)
    world.notify(object)
    return next(strand)
  }

  /// While a failure unwinds, a lock that the body gave back itself is no second failure.
  private func notHeld(_ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    strand.pointee.failing != 0 ? next(strand) : .failed(.notHeld)
  }

  private func holds(_ object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Bool {
    strand.pointee.heldCount > Int32(Strand.heldCapacity) || strand.pointee.indexOfHeld(object) != nil
  }
}

extension Strand {
  static let heldCapacity = 8

  /// The object and acquisition pc at a position of the held list.
  func held(at position: Int) -> (object: Int, pc: Int32) {
    withUnsafeBytes(of: held) { bytes in
      let entry = bytes.load(fromByteOffset: position * 8, as: Int64.self)
      return (Int(entry >> 32), Int32(truncatingIfNeeded: entry))
    }
  }

  @inline(__always)
  mutating func setHeld(_ position: Int, object: Int, pc: Int32) {
    withUnsafeMutableBytes(of: &held) { bytes in
      bytes.storeBytes(of: Int64(object) << 32 | Int64(pc), toByteOffset: position * 8, as: Int64.self)
    }
  }

  /// The newest entry for an object.
  func indexOfHeld(_ object: Int) -> Int? {
    (0..<min(Int(heldCount), Strand.heldCapacity)).last { held(at: $0).object == object }
  }

  /// Takes the newest entry for an object out of the list, if it is there.
  @inline(__always)
  mutating func forget(_ object: Int) {
    let count = Int(heldCount)
    if count > 0, count <= Strand.heldCapacity, held(at: count - 1).object == object {
      heldCount -= 1
    } else {
      forgetOlder(object)
    }
  }

  private mutating func forgetOlder(_ object: Int) {
    let known = min(Int(heldCount), Strand.heldCapacity)
    guard let position = indexOfHeld(object) else {
      if Int(heldCount) > Strand.heldCapacity { heldCount -= 1 }
      return
    }
    for later in position..<max(position, known - 1) {
      let entry = held(at: later + 1)
      setHeld(later, object: entry.object, pc: entry.pc)
    }
    heldCount -= 1
  }
}
