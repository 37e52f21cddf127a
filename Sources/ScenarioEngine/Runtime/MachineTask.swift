// Instructions about the task itself: asserting, failing, tracing, drawing; and what a failure does.
import ScenarioModel
import Synchronization

extension Machine {
  func assert(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    r[Int(i.a)] != 0 ? next(strand) : .failed(.assertion)
  }

  func log(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    let record = world.agent(agent)
    if record.pointee.logCount < Int64(Keep.logs) {
      let lines: UnsafeMutablePointer<LogRecord> = world.inAgent(agent, world.layout.logs)
      var line = LogRecord(
        time: Clock.now(), strand: strand.pointee.id, pc: strand.pointee.pc, count: i.c, worker: worker(of: strand))
      withUnsafeMutableBytes(of: &line.values) { bytes in
        for value in 0..<min(4, Int(i.c)) {
          bytes.storeBytes(of: r[Int(i.b) + value], toByteOffset: value * 8, as: Int64.self)
        }
      }
      lines[Int(record.pointee.logCount)] = line
    }
    record.pointee.logCount += 1
    return next(strand)
  }

  func choose(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    var generator = drawing(strand)
    r[Int(i.a)] = constants[Int(i.b) + Int(generator.below(UInt64(i.c)))]
    return next(strand)
  }

  func draw(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    let distributions: UnsafeMutablePointer<DistributionRecord> = world.at(program.distributions)
    var generator = drawing(strand)
    r[Int(i.a)] = distributions[Int(i.b)].draw(&generator)
    return next(strand)
  }

  /// What a strand draws depends on the seed, on who it is and on how often it has drawn; not on who runs it.
  private func drawing(_ strand: UnsafeMutablePointer<Strand>) -> SeededGenerator {
    defer { strand.pointee.draws += 1 }
    let stream = SplitMix64.mix(UInt64(bitPattern: strand.pointee.id)) &+ UInt64(bitPattern: strand.pointee.draws)
    return SeededGenerator(seed: world.header.pointee.seed, stream: stream)
  }

  /// Sends a failing strand to the innermost clean-up around its pc.
  ///
  /// - Returns: false when there is none (left), so that the strand ends; `payload` then is 1 for a failed assert.
  func unwind(_ strand: UnsafeMutablePointer<Strand>, _ kind: FailureKind, text: String = "") -> Bool {
    if strand.pointee.failing == 0 {
      strand.pointee.failing = kind.rawValue
      recordFailure(kind, strand, text: text)
    }
    let handlers: UnsafeMutablePointer<FailureHandler> = world.at(program.handlers)
    let pc = strand.pointee.pc
    for index in 0..<Int(program.handlerCount) where handlers[index].lower <= pc && pc < handlers[index].upper {
      strand.pointee.pc = handlers[index].handler
      return true
    }
    strand.pointee.payload = strand.pointee.failing == FailureKind.assertion.rawValue ? 1 : 0
    if strand.pointee.heldCount > 0 { recordLeft(strand) }
    return false
  }

  /// Keeps what a strand holds that ends now, so that those who wait for it in vain can be told whose it was. A permit
  /// may be given back by others: it makes room for a lock.
  @inline(never)
  func recordLeft(_ strand: UnsafeMutablePointer<Strand>) {
    let record = world.agent(agent)
    let left: UnsafeMutablePointer<LeftRecord> = world.inAgent(agent, world.layout.left)
    for position in 0..<min(Int(strand.pointee.heldCount), Strand.heldCapacity) {
      let (object, pc) = strand.pointee.held(at: position)
      let isLock = object < world.layout.semaphores
      var place = Int(record.pointee.leftCount)
      if place >= Keep.left {
        guard isLock, let permit = (0..<Keep.left).first(where: { Int(left[$0].object) >= world.layout.semaphores })
        else { continue }
        place = permit
      } else {
        record.pointee.leftCount += 1
      }
      left[place] = LeftRecord(
        strand: strand.pointee.id, object: Int32(object), pc: pc, worker: worker(of: strand))
    }
  }

  /// The number of the worker, or of the coroutine, that runs a strand's task: a given register of every task.
  func worker(of strand: UnsafeMutablePointer<Strand>) -> Int32 {
    let registers: UnsafeMutablePointer<Int64> = world.at(strand.pointee.registers)
    return Int32(truncatingIfNeeded: registers[Int(Program.GivenRegister.worker.rawValue)])
  }

  /// A queue refused the result of a task of this role, perhaps another one than the strand's own.
  func recordRefusal(
    _ kind: FailureKind, of sequence: Int64, by queue: Int, _ strand: UnsafeMutablePointer<Strand>
  ) {
    let own = strand.pointee.id
    strand.pointee.id = StrandID.make(role: StrandID.role(own), task: sequence, branch: 0)
    recordFailure(kind, strand, text: "", queue: queue)
    strand.pointee.id = own
  }

  /// Keeps the first few failures of the agent, with their text.
  func recordFailure(_ kind: FailureKind, _ strand: UnsafeMutablePointer<Strand>, text: String, queue: Int = -1) {
    let record = world.agent(agent)
    defer { record.pointee.failureCount += 1 }
    guard record.pointee.failureCount < Int64(Keep.failures) else { return }
    let stride = FailureRecord.stride
    let place =
      UnsafeMutableRawPointer(world.inAgent(agent, world.layout.failures, as: UInt8.self))
      + Int(record.pointee.failureCount) * stride
    let bytes = Array(text.utf8.prefix(FailureRecord.textCapacity))
    let (left, right) = text.isEmpty && queue < 0 ? operands(of: strand) : (0, 0)
    place.assumingMemoryBound(to: FailureRecord.self).pointee = FailureRecord(
      strand: strand.pointee.id, pc: strand.pointee.pc, kind: kind.rawValue, textLength: UInt16(bytes.count),
      worker: worker(of: strand), queue: Int32(queue), left: left, right: right)
    bytes.withUnsafeBytes { source in
      if let start = source.baseAddress {
        (place + MemoryLayout<FailureRecord>.stride).copyMemory(from: start, byteCount: source.count)
      }
    }
  }

  /// What the instruction that a strand is at is applied to, as far as a report may want to tell.
  private func operands(of strand: UnsafeMutablePointer<Strand>) -> (left: Int64, right: Int64) {
    guard strand.pointee.pc >= 0, strand.pointee.pc < program.instructionCount else { return (0, 0) }
    let i = code[Int(strand.pointee.pc)]
    let r: UnsafeMutablePointer<Int64> = world.at(strand.pointee.registers)
    switch i.opcode {
    case .add, .subtract, .multiply, .divide, .remainder:
      return (r[Int(i.b)], i.isImmediate ? Int64(i.c) : r[Int(i.c)])
    case .negate, .absolute: return (r[Int(i.b)], 0)
    case .checkIndex, .sleep, .compute: return (r[Int(i.a)], 0)
    default: return (i.isIndexed ? r[Int(i.c)] : 0, 0)
    }
  }
}

extension FailureRecord {
  /// Bytes that a record takes with its text.
  static let stride = MemoryLayout<FailureRecord>.stride + textCapacity
}

/// A distribution as plain data.
struct DistributionRecord {
  var kind: Int64
  var first: Int64
  var second: Int64
  var sigma: Double

  init(_ distribution: Distribution) {
    (kind, first, second, sigma) = (0, 0, 0, 0)
    switch distribution {
    case .constant(let value): (kind, first) = (0, value)
    case .uniform(let low, let high): (kind, first, second) = (1, low, high)
    case .exponential(let mean): (kind, first) = (2, mean)
    case .lognormal(let median, let sigma): (kind, first, self.sigma) = (3, median, sigma)
    }
  }

  func draw(_ generator: inout SeededGenerator) -> Int64 {
    switch kind {
    case 1: return generator.uniform(first, second)
    case 2: return generator.exponential(mean: Double(first))
    case 3: return generator.lognormal(median: Double(first), sigma: sigma)
    default: return first
    }
  }
}
