// Queues in the explorer. A rendezvous holds its one offer as an item; who offers it is told when it is taken.
import ScenarioModel

extension Stepper {
  typealias Q = StateLayout.Queue

  @inline(__always)
  func queueCells(_ queue: Int) -> Cells { s + model.layout.queues[queue].first }

  /// What `count` gives: an offer is no item yet.
  func itemCount(_ queue: Int) -> Int64 {
    model.layout.queues[queue].capacity == 0 ? 0 : queueCells(queue)[Q.count]
  }

  enum Putting { case done, dropped, failed, closed, outOfRoom }

  /// Whether a put goes on, in whatever way: it waits only for room in a queue that blocks.
  func canPut(_ queue: Int) -> Bool {
    let cells = queueCells(queue)
    guard cells[Q.isClosed] == 0, model.queues[queue].full == .block, let capacity = model.layout.queues[queue].capacity
    else { return true }
    return cells[Q.count] < Int64(max(1, capacity))
  }

  /// Puts an item. At a rendezvous that drops or fails, a taker may or may not be there already.
  func put(_ value: Int64, _ queue: Int) -> Putting {
    let cells = queueCells(queue)
    let place = model.layout.queues[queue]
    guard cells[Q.isClosed] == 0 else { return .closed }
    if let capacity = place.capacity, cells[Q.count] >= Int64(max(1, capacity)) { return refusal(queue) }
    if place.capacity == 0, model.queues[queue].full != .block {
      guard mayHaveTaker(queue), chooser.pick(among: 2) == 0 else { return refusal(queue) }
    }
    let count = Int(cells[Q.count])
    guard count < place.room else { return .outOfRoom }
    var position = count
    let items = cells + Q.items
    if model.queues[queue].order == .priority {
      while position > 0, items[position - 1] > value {
        items[position] = items[position - 1]
        position -= 1
      }
    }
    items[position] = value
    cells[Q.count] += 1
    return .done
  }

  private func refusal(_ queue: Int) -> Putting { model.queues[queue].full == .drop ? .dropped : .failed }

  private func mayHaveTaker(_ queue: Int) -> Bool {
    for worker in 0..<model.workerCount {
      let place = model.workers[worker]
      let base = s + place.base
      if base[0] == StrandCell.idle, model.roles[Int(place.role)].sources.contains(queue) { return true }
    }
    var found = false
    forEachStrand(at: .get, of: queue) { _ in found = true }
    return found
  }

  /// Takes the item whose turn it is.
  ///
  /// - Precondition: there is one.
  func take(_ queue: Int) -> Int64 {
    let cells = queueCells(queue)
    let items = cells + Q.items
    let count = Int(cells[Q.count])
    cells[Q.count] -= 1
    var value = items[0]
    if model.queues[queue].order == .lifo {
      value = items[count - 1]
    } else {
      for position in 1..<max(1, count) { items[position - 1] = items[position] }
    }
    items[count - 1] = 0
    if model.layout.queues[queue].capacity == 0 { acknowledge(queue) }
    if count == 1, cells[Q.isClosed] != 0 { endIdleWorkers() }
    return value
  }

  /// Tells whoever made a rendezvous' offer that it was taken.
  private func acknowledge(_ queue: Int) {
    touchedOthers = true
    var hasTold = false
    forEachStrand(at: .awaitTaken, of: queue) { cell in
      guard !hasTold else { return }
      var told = StrandCell(cell.pointee)
      told.isServed = true
      cell.pointee = told.bits
      hasTold = true
    }
    for worker in 0..<model.workerCount where !hasTold {
      let place = model.workers[worker]
      let base = s + place.base
      guard base[0] == StrandCell.delivering else { continue }
      let code = model.codes + Int(place.role)
      let cell = base + code.pointee.firstDelivery + RoleCode.phase
      var delivery = DeliveryCell(cell.pointee)
      guard delivery.isOffered, !delivery.isTaken,
        model.roles[Int(place.role)].graphRole.into[delivery.destination] == queue
      else { continue }
      delivery.isTaken = true
      cell.pointee = delivery.bits
      hasTold = true
    }
  }

  func close(_ queue: Int) {
    let cells = queueCells(queue)
    guard cells[Q.isClosed] == 0 else { return }
    cells[Q.isClosed] = 1
    endIdleWorkers()
  }

  // MARK: Instructions

  func queue(_ i: Instruction) -> Bool {
    let at = Int(i.b)
    switch i.opcode {
    case .put, .offer:
      if i.opcode == .offer { r[Int(i.a) + 1] = 0 }
      switch put(r[Int(i.a)], at) {
      case .done: if i.opcode == .offer { setServed(false) }
      // What was dropped has nobody to wait for.
      case .dropped: if i.opcode == .offer { setServed(true) }
      case .failed: return unwind(.queueFull)
      case .closed: return unwind(.queueClosed)
      case .outOfRoom: return stuck(.tooManyItems(queue: at))
      }
      return next()
    case .awaitTaken:
      setServed(false)
      return next()
    case .get:
      if queueCells(at)[Q.count] > 0 {
        r[Int(i.a)] = take(at)
        return next()
      }
      guard i.c >= 0 else { return unwind(.queueClosed) }
      pc = Int(i.c)
      return true
    case .close:
      close(at)
      return next()
    default:
      r[Int(i.a)] = itemCount(at)
      return next()
    }
  }
}
