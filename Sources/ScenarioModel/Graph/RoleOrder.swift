// The order of roles along the queues between them, and the cycles that prevent one.

/// Orders roles so that each comes after those that feed it.
struct RoleOrder {
  /// Role indices, sources first; ties, and roles on a cycle, in the order written.
  private(set) var order: [Int] = []

  /// - Parameter feeds: `feeds[i]` are the roles that take what role `i` puts.
  init(feeds: [Set<Int>]) {
    var waiting = [Int](repeating: 0, count: feeds.count)
    for (role, fed) in feeds.enumerated() { for other in fed where other != role { waiting[other] += 1 } }
    var left = Set(feeds.indices)
    while !left.isEmpty {
      // On a cycle nobody is ready: the first one written goes first.
      guard let next = left.sorted().first(where: { waiting[$0] == 0 }) ?? left.min() else { return }
      left.remove(next)
      order.append(next)
      for other in feeds[next] where other != next { waiting[other] -= 1 }
    }
  }
}
