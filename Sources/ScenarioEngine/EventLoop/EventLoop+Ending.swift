// The end of a strand on an event loop: its result leaves the role, its books are written, its record is free again.
import ScenarioModel

extension EventLoop {
  /// The strand that runs has ended.
  mutating func end(_ handle: Int32, _ end: TaskEnd) {
    let record = slab[handle]
    let lane = Int(record.pointee.lane)
    if StrandID.branch(record.pointee.id) != 0 { return endBranch(handle, end) }
    guard lanes[lane].deliversResults else { return conclude(handle, end) }
    var value: Int64?
    if case .result(let result) = end { value = result }
    let delivery = Delivery(
      world: world, role: lanes[lane].role, sequence: StrandID.task(record.pointee.id), value: value,
      worker: Int(slab.registers(handle)[Int(Program.GivenRegister.worker.rawValue)]))
    deliver(handle, delivery, end, strand)
  }

  /// Goes on with a delivery until it is done, or waits.
  private mutating func deliver(
    _ handle: Int32, _ delivery: Delivery, _ end: TaskEnd, _ strand: UnsafeMutablePointer<Strand>
  ) {
    let lane = Int(slab[handle].pointee.lane)
    var (delivery, end) = (delivery, end)
    var marked = -1
    while true {
      switch delivery.advance() {
      case .done:
        unmarkIfUnused(marked)
        return conclude(handle, end)
      case .failed(let kind, let sequence, let queue):
        lanes[lane].machine.recordRefusal(kind, of: sequence, by: queue, strand)
        if sequence == StrandID.task(strand.pointee.id) { end = .failed(isAssertion: false) }
      case .blocked(let object):
        guard object == marked else {
          unmarkIfUnused(marked)
          mark(object)
          marked = object
          continue
        }
        let extra = extra(of: handle)
        extra.pointee.delivery = delivery.progress
        extra.pointee.end = end
        pack(handle, strand)
        slab[handle].pointee.phase = .delivering
        return wait(handle, for: object)
      }
    }
  }

  /// Tries a waiting delivery again and keeps how far it got; false when it is done, or waits for another object.
  mutating func isDeliveryBlocked(_ handle: Int32, on object: Int) -> Bool {
    let extra = extra(of: handle)
    guard let progress = extra.pointee.delivery else { return false }
    let lane = Int(slab[handle].pointee.lane)
    var delivery = Delivery(world: world, role: lanes[lane].role, resuming: progress)
    while true {
      let step = delivery.advance()
      extra.pointee.delivery = delivery.progress
      switch step {
      case .blocked(let other): return other == object
      case .done:
        extra.pointee.delivery = nil
        return false
      case .failed(let kind, let sequence, let queue):
        lanes[lane].machine.recordRefusal(kind, of: sequence, by: queue, tried)
        if sequence == StrandID.task(tried.pointee.id) { extra.pointee.end = .failed(isAssertion: false) }
      }
    }
  }

  /// A delivery that waited is done, or has got as far as another object.
  mutating func goOnDelivering(_ handle: Int32, _ strand: UnsafeMutablePointer<Strand>) {
    let extra = extra(of: handle)
    guard let progress = extra.pointee.delivery else { return conclude(handle, extra.pointee.end) }
    let role = lanes[Int(slab[handle].pointee.lane)].role
    deliver(handle, Delivery(world: world, role: role, resuming: progress), extra.pointee.end, strand)
  }

  /// Writes a task's books and frees its record.
  private mutating func conclude(_ handle: Int32, _ end: TaskEnd) {
    let record = slab[handle]
    let number = Int(record.pointee.lane)
    let lane = lanes + number
    let registers = slab.registers(handle)
    now = Clock.now()
    let latency = now - record.pointee.since
    switch end {
    case .result(let value):
      lane.pointee.books.completed(
        task: registers[0], input: registers[4], result: value, latency: latency, at: now)
    case .failed(let isAssertion):
      lane.pointee.books.failed(
        task: registers[0], input: registers[4], latency: latency, isAssertion: isAssertion)
    case .abandoned: break
    }
    lane.pointee.books.becameIdle()
    let coroutine = registers[1]
    lane.pointee.giveBackCoroutine(coroutine)
    lane.pointee.inFlight -= 1
    free(handle)
    if lane.pointee.sourceHasEnded { retireIfDone(number) }
    if world.stage != nil { rest(coroutine, of: number) }
  }

  mutating func free(_ handle: Int32) {
    let index = slab[handle].pointee.extras
    if index >= 0 { extras.giveBack(index) }
    slab.giveBack(handle)
  }
}
