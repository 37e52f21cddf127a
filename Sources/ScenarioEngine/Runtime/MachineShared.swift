// Instructions on shared words: loads, stores, read-modify-writes, and waiting for a condition over them.
import ScenarioModel
import Synchronization

extension Machine {
  @inline(__always)
  private func word(_ i: Instruction, _ r: UnsafeMutablePointer<Int64>) -> Int {
    Int(i.b) + (i.isIndexed ? Int(r[Int(i.c)]) : 0)
  }

  @inline(__always)
  func load(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    let word = word(i, r)
    let value = words[word].load(ordering: .sequentiallyConsistent)
    r[Int(i.a)] = value
    if wordFlags[word] & WordFlag.traced.rawValue != 0 { trace(word, value, isWrite: false, strand) }
    return next(strand)
  }

  @inline(__always)
  func store(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    let word = word(i, r)
    let value = r[Int(i.a)]
    if wordFlags[word] == 0 {
      words[word].store(value, ordering: .sequentiallyConsistent)
    } else {
      watched(word, strand) {
        words[word].store(value, ordering: .sequentiallyConsistent)
        return value
      }
    }
    return next(strand)
  }

  func atomicBegin(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    r[Int(i.a)] = words[word(i, r)].load(ordering: .sequentiallyConsistent)
    return next(strand)
  }

  func atomicCommit(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let begin = strand.pointee.pc - Int32(i.extra)
    let expected = r[Int(code[Int(begin)].a)]
    if exchange(word(i, r), expected: expected, desired: r[Int(i.a)], strand) {
      strand.pointee.pc += 1
    } else {
      strand.pointee.pc = begin
    }
    return .proceed
  }

  func compareAndSwap(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let a = Int(i.a)
    r[a] = exchange(word(i, r), expected: r[a + 1], desired: r[a + 2], strand) ? 1 : 0
    return next(strand)
  }

  private func exchange(
    _ word: Int, expected: Int64, desired: Int64, _ strand: UnsafeMutablePointer<Strand>
  ) -> Bool {
    if wordFlags[word] == 0 {
      return words[word].compareExchange(
        expected: expected, desired: desired, ordering: .sequentiallyConsistent
      ).exchanged
    }
    var exchanged = false
    watched(word, replacing: expected, strand) {
      exchanged =
        words[word].compareExchange(expected: expected, desired: desired, ordering: .sequentiallyConsistent).exchanged
      return exchanged ? desired : nil
    }
    return exchanged
  }

  func await(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    let number = Int(i.b)
    let object = world.layout.awaits + Int(world.at(program.awaits, as: Int32.self)[number])
    let needsGuard = world.at(program.awaitGuards, as: UInt8.self)[number] != 0
    let body = strand.pointee.pc + 1
    func condition() -> FailureKind {
      Evaluation.run(code, constants, r, from: body, to: i.c, world) {
        words[$0].load(ordering: .sequentiallyConsistent)
      }
    }
    let failure =
      needsGuard ? SpinLock.hold(world.header.pointee.guardLock, world) { condition() } : condition()
    if failure != .none { return .failed(failure) }
    guard r[Int(i.a)] != 0 else { return blocked(on: object, strand) }
    uses[object].acquisitions += 1
    strand.pointee.pc = i.c
    return .proceed
  }
}
