// Native code on an event loop: what can suspend waits in the poller, what cannot blocks the loop and is remembered.
import ScenarioModel

/// An operation in progress, and what is asked of the poller and the timers for it.
struct PendingOperation {
  let operation: any Operation
  /// The register that its result belongs into.
  let target: Int
  var interests: [Interest] = []
  /// The deadline that lies in the timers for it.
  var alarm: Int64?

  func cancel(_ poller: DescriptorPoller) {
    poller.forget(interests)
    operation.cancel()
  }
}

extension EventLoop {
  /// How soon, in nanoseconds, to look again at descriptors that the poller cannot wait for.
  private static let retryTime: Int64 = 1_000_000

  /// Runs or starts a native kernel for the running strand.
  ///
  /// - Returns: whether the strand goes on; if not it waits, has ended, or the run was abandoned.
  mutating func call(_ handle: Int32, _ lane: Int) -> Bool {
    let target = Int(strand.pointee.payload & 0xffff_ffff)
    let registers: UnsafeMutablePointer<Int64> = world.at(strand.pointee.registers)
    let number = Int(strand.pointee.payload >> 32)
    let kernel = KernelContext(
      task: registers[0], input: registers[4], worker: Int(registers[1]),
      meter: lanes[lane].meters[number], safepoint: safepoint)
    let pc = strand.pointee.pc - 1
    // No strand runs for longer than a moment without the clock being read.
    let began = now
    context.mailbox.isBusy(with: strand.pointee.id, pc: pc)
    do {
      let operation: any Operation
      switch (lanes[lane].kernels[number], context.pool) {
      case (.blocking(let body), _):
        defer {
          now = Clock.now()
          noteBlocking(lane, pc: pc, took: now - began)
        }
        registers[target] = try body(kernel)
        return true
      case (.offloaded(let body), nil):
        defer {
          now = Clock.now()
          lanes[lane].record.pointee.sleeping += now - began
        }
        registers[target] = try body(kernel)
        return true
      case (.offloaded(let body), .some(let pool)): operation = try OffloadOperation(body, kernel, on: pool)
      case (.suspending(let start), _): operation = try start(kernel)
      }
      if context.policy == .sequential {
        registers[target] = try complete(operation, lane)
        return true
      }
      operations[handle] = PendingOperation(operation: operation, target: target)
      now = Clock.now()
      noteBlocking(lane, pc: pc, took: now - began)
    } catch let error as TaskError {
      return fail(handle, lane, error)
    } catch {
      return false
    }
    return continueOperation(handle)
  }

  /// Sequential: the thread waits for the operation.
  private mutating func complete(_ operation: any Operation, _ lane: Int) throws -> Int64 {
    let began = Clock.now()
    defer {
      now = Clock.now()
      lanes[lane].record.pointee.sleeping += now - began
    }
    return try OperationDriver.run(operation) { world.isAbandoned }
  }

  /// Goes on with the running strand's operation; returns as `call` does.
  mutating func continueOperation(_ handle: Int32) -> Bool {
    guard var pending = operations[handle] else { return true }
    do {
      switch try pending.operation.advance() {
      case .done(let result):
        context.poller.forget(pending.interests)
        operations[handle] = nil
        let registers: UnsafeMutablePointer<Int64> = world.at(strand.pointee.registers)
        registers[pending.target] = result
        return true
      case .wait(let interests, let deadline):
        let old = pending.interests
        context.poller.forget(old.filter { was in !interests.contains { $0.descriptor == was.descriptor } })
        pending.interests = interests
        pack(handle, .operating)
        let canWait = context.poller.watch(interests, token: handle)
        let retry = canWait ? Int64.max : Clock.now() + EventLoop.retryTime
        setAlarm(handle, &pending, at: min(deadline ?? .max, retry))
        operations[handle] = pending
        return false
      }
    } catch let error as TaskError {
      context.poller.forget(pending.interests)
      operations[handle] = nil
      return fail(handle, Int(slab[handle].pointee.lane), error)
    } catch {
      return false
    }
  }

  private mutating func setAlarm(_ handle: Int32, _ pending: inout PendingOperation, at deadline: Int64) {
    slab[handle].pointee.time = deadline
    guard deadline < .max, pending.alarm != deadline else { return }
    timers.alarm(handle, at: deadline, slab)
    pending.alarm = deadline
  }

  /// The kernel that the running strand has called failed.
  private mutating func fail(_ handle: Int32, _ lane: Int, _ error: TaskError) -> Bool {
    // The failure belongs to the call, which is behind the pc already.
    strand.pointee.pc -= 1
    if lanes[lane].machine.unwind(strand, .kernel, text: error.message) { return true }
    end(handle, .failed(isAssertion: strand.pointee.payload == 1))
    return false
  }
}
