// Strongly connected components of a part of a graph.

/// A part of a graph: some states, and some of the steps between them.
struct LivePart {
  /// By state.
  var isIn: [Bool]
  let allows: (_ from: Int, _ step: Int) -> Bool

  init(
    _ graph: LiveGraph, states: (Int) -> Bool, allows: @escaping (_ from: Int, _ step: Int) -> Bool = { _, _ in true }
  ) {
    isIn = (0..<graph.stateCount).map(states)
    self.allows = allows
  }
}

/// Source: Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
struct Components {
  private let graph: LiveGraph
  private var order: [Int32]
  private var low: [Int32]
  private var stack: [Int] = []
  private var path: [(state: Int, next: Int)] = []
  private var count: Int32 = 0

  private static let isDone: Int32 = .max

  init(_ graph: LiveGraph) {
    self.graph = graph
    order = Array(repeating: 0, count: graph.stateCount)
    low = order
  }

  /// Calls back with the states of every component of a part, those without a step inside included.
  ///
  /// - Parameter states: where to look: a component that was found before; all of the part by default.
  mutating func forEach(in part: LivePart, states: [Int]? = nil, _ body: (ArraySlice<Int>) -> Void) {
    count = 0
    if let states {
      for state in states { order[state] = 0 }
      for state in states where part.isIn[state] && order[state] == 0 { visit(state, part, body) }
    } else {
      for state in order.indices { order[state] = 0 }
      for state in order.indices where part.isIn[state] && order[state] == 0 { visit(state, part, body) }
    }
  }

  private mutating func enter(_ state: Int) {
    count += 1
    order[state] = count
    low[state] = count
    stack.append(state)
    path.append((state, graph.steps(of: state).lowerBound))
  }

  private mutating func visit(_ root: Int, _ part: LivePart, _ body: (ArraySlice<Int>) -> Void) {
    enter(root)
    while let (state, next) = path.last {
      guard next < graph.steps(of: state).upperBound else {
        path.removeLast()
        if let above = path.last?.state { low[above] = min(low[above], low[state]) }
        if low[state] == order[state] { close(state, body) }
        continue
      }
      path[path.count - 1].next += 1
      let target = graph.target(next)
      guard part.isIn[target], part.allows(state, next) else { continue }
      if order[target] == 0 {
        enter(target)
      } else if order[target] != Components.isDone {
        low[state] = min(low[state], order[target])
      }
    }
  }

  private mutating func close(_ root: Int, _ body: (ArraySlice<Int>) -> Void) {
    var first = stack.count - 1
    while stack[first] != root { first -= 1 }
    for state in stack[first...] { order[state] = Components.isDone }
    body(stack[first...])
    stack.removeSubrange(first...)
  }
}
