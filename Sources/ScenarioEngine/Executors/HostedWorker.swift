// One worker's whole life, to be lived on a thread that somebody else chooses.

/// Runs at most once: either somebody calls `run`, or it is withdrawn because nobody has come to it.
package final class HostedWorker: Sendable {
  private enum State { case waiting, begun, withdrawn }

  /// Whose tasks it does.
  package let role: String
  /// 0, 1, … among all that the executor was given for the role.
  package let number: Int
  private let world: World
  private let agent: Int
  private let body: @Sendable () -> Void
  private let state = Guarded(State.waiting)
  private let ended = Latch()

  /// Its agent counts as living from now on.
  ///
  /// - Parameter body: what it does between the gate and its end.
  init(role: String, number: Int, world: World, agent: Int, body: @escaping @Sendable () -> Void) {
    self.role = role
    self.number = number
    self.world = world
    self.agent = agent
    self.body = body
    world.expect(agent: agent)
  }

  /// Works on the calling thread until there is nothing left to do. A second call does nothing, and so does one that
  /// comes when the run is over.
  package func run() {
    guard claim(.begun) else { return }
    let times = world.enter(agent: agent)
    body()
    world.leave(agent: agent, since: times)
    ended.open()
  }

  /// From now on it never begins, unless it has.
  func withdraw() {
    guard claim(.withdrawn) else { return }
    world.vacate(agent: agent)
    ended.open()
  }

  /// Waits until it has ended or was withdrawn; after that nobody touches the run through it.
  func join() { ended.wait() }

  private func claim(_ next: State) -> Bool {
    state.with { state in
      guard case .waiting = state else { return false }
      state = next
      return true
    }
  }
}
