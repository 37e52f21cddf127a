// What each visible instruction does: one line of dispatch each; the groups have files of their own.
import ScenarioModel
import Synchronization

extension Machine {
  /// Executes the instruction at `strand.pc`. On success `strand.pc` is moved; when blocked it stays.
  @inline(__always)
  func execute(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    switch i.opcode {
    case .load: return load(i, strand, r)
    case .store: return store(i, strand, r)
    case .acquireMutex: return acquireMutex(object(i, world.layout.locks, r), strand)
    case .releaseMutex: return releaseMutex(object(i, world.layout.locks, r), strand)
    case .tally:
      tallies[Int(i.a)] += 1
      return next(strand)
    case .end:
      strand.pointee.payload = i.a < 0 ? 0 : r[Int(i.a)]
      if strand.pointee.heldCount > 0 { recordLeft(strand) }
      return .signal(.ended)
    default: return executeRare(i, strand, r)
    }
  }

  @inline(never)
  private func executeRare(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let layout = world.layout
    switch i.opcode {
    case .assert: return assert(i, strand, r)
    case .fail: return .failed(.failed)
    case .log: return log(i, strand, r)
    case .choose: return choose(i, strand, r)
    case .draw: return draw(i, strand, r)
    case .atomicBegin: return atomicBegin(i, strand, r)
    case .atomicCommit: return atomicCommit(i, strand, r)
    case .compareAndSwap: return compareAndSwap(i, strand, r)
    case .await: return self.await(i, strand, r)
    case .acquireReentrant:
      let depth = i.isImmediate ? ConditionTicket.depth(r[Int(i.a)]) : 1
      return acquireReentrant(object(i, layout.locks, r), strand, times: depth)
    case .acquireRead: return acquireRead(object(i, layout.locks, r), strand)
    case .acquireWrite: return acquireWrite(object(i, layout.locks, r), strand)
    case .acquirePermit: return acquirePermit(object(i, layout.semaphores, r), strand)
    case .releaseReentrant: return releaseReentrant(object(i, layout.locks, r), strand)
    case .releaseRead: return releaseRead(object(i, layout.locks, r), strand)
    case .releaseWrite: return releaseWrite(object(i, layout.locks, r), strand)
    case .releasePermit: return releasePermit(object(i, layout.semaphores, r), strand)
    case .tryMutex: return attempting(acquireMutex(object(i, layout.locks, r), strand), i, strand, r)
    case .tryReentrant: return attempting(acquireReentrant(object(i, layout.locks, r), strand), i, strand, r)
    case .tryRead: return attempting(acquireRead(object(i, layout.locks, r), strand), i, strand, r)
    case .tryWrite: return attempting(acquireWrite(object(i, layout.locks, r), strand), i, strand, r)
    case .tryPermit: return attempting(acquirePermit(object(i, layout.semaphores, r), strand), i, strand, r)
    case .conditionEnter: return conditionEnter(i, strand, r)
    case .conditionAwait: return conditionAwait(i, strand, r)
    case .signal: return signal(layout.conditions + Int(i.b), strand)
    case .broadcast: return broadcast(layout.conditions + Int(i.b), strand)
    case .barrierArrive: return barrierArrive(i, strand, r)
    case .barrierAwait: return barrierAwait(i, strand, r)
    case .put: return put(i, strand, r)
    case .offer: return offer(i, strand, r)
    case .awaitTaken: return awaitTaken(i, strand, r)
    case .get: return get(i, strand, r)
    case .close:
      world.close(queue: Int(i.b))
      return next(strand)
    case .queueCount:
      r[Int(i.a)] = world.count(queue: Int(i.b))
      return next(strand)
    case .rethrow: return .failed(FailureKind(rawValue: strand.pointee.failing) ?? .none)
    default: return handOver(i, strand, r)
    }
  }

  /// Instructions that only the executor can carry out.
  private func handOver(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    switch i.opcode {
    case .sleep, .compute:
      guard r[Int(i.a)] >= 0 else { return .failed(.badDuration) }
      strand.pointee.payload = r[Int(i.a)]
      strand.pointee.pc += 1
      return .signal(i.opcode == .sleep ? .sleep : .compute)
    case .yield:
      strand.pointee.pc += 1
      return .signal(.yield)
    case .call:
      strand.pointee.payload = Int64(i.b) << 32 | Int64(i.a)
      strand.pointee.pc += 1
      return .signal(.call)
    case .fork:
      strand.pointee.payload = Int64(i.b)
      strand.pointee.pc += 1
      return .signal(.fork)
    case .join: return .signal(.join)
    case .endBranch:
      if strand.pointee.heldCount > 0 { recordLeft(strand) }
      return .signal(.branchEnded)
    default: preconditionFailure("\(i.opcode) has no meaning here")
    }
  }

  /// The object that an instruction names.
  @inline(__always)
  private func object(_ i: Instruction, _ first: Int, _ r: UnsafeMutablePointer<Int64>) -> Int {
    first + Int(i.b) + (i.isIndexed ? Int(r[Int(i.c)]) : 0)
  }

  @inline(__always)
  func next(_ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    strand.pointee.pc += 1
    return .proceed
  }

  /// Not yet possible: `payload` says what to wait for.
  @inline(__always)
  func blocked(on object: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    strand.pointee.payload = Int64(object)
    return .signal(.blocked)
  }
}
