// Instructions on queues by hand.
import ScenarioModel

extension Machine {
  func put(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    settle(world.put(r[Int(i.a)], queue: Int(i.b)), queue: Int(i.b), strand)
  }

  func offer(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    let (result, ticket) = world.offer(r[Int(i.a)], queue: Int(i.b))
    // A dropped item has nobody to wait for: ticket -1 is taken by definition.
    if case .dropped = result { r[Int(i.a) + 1] = -1 } else { r[Int(i.a) + 1] = ticket }
    return settle(result, queue: Int(i.b), strand)
  }

  func awaitTaken(
    _ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>
  ) -> Outcome {
    let queue = world.queues + Int(i.b)
    guard Rendezvous.wasTaken(ticket: r[Int(i.a)], queue) else { return blocked(on: Int(queue.pointee.taken), strand) }
    return next(strand)
  }

  func get(_ i: Instruction, _ strand: UnsafeMutablePointer<Strand>, _ r: UnsafeMutablePointer<Int64>) -> Outcome {
    switch world.take(queue: Int(i.b)) {
    case .item(let value, _):
      r[Int(i.a)] = value
      return next(strand)
    case .empty: return blocked(on: Int(world.queues[Int(i.b)].items), strand)
    case .drained:
      guard i.c >= 0 else { return .failed(.queueClosed) }
      strand.pointee.pc = i.c
      return .proceed
    }
  }

  private func settle(_ result: PutResult, queue: Int, _ strand: UnsafeMutablePointer<Strand>) -> Outcome {
    switch result {
    case .done, .dropped: return next(strand)
    case .full: return blocked(on: Int(world.queues[queue].room), strand)
    case .failed: return .failed(.queueFull)
    case .closed: return .failed(.queueClosed)
    }
  }
}
