// How a modelled strand notes which locks it holds: a few bits for each lock that its program touches.
import ScenarioModel

/// Where a lock's bits are among a strand's hold cells.
struct HoldField {
  /// Which of the strand's hold cells.
  var cell: Int32
  var shift: Int32
  /// One bit says that the lock is held exclusively; for a read_write lock the bits above it count how often it is held
  /// for reading.
  static let readBits: Int32 = 6
  static let mostReads: Int64 = 1 << Int64(readBits) - 1
}

/// The fields of all locks that a role may take, packed into cells.
struct HoldLayout {
  /// By lock; nil for one that the role never touches.
  let fields: [HoldField?]
  let cells: Int

  init(_ program: Program, shared: SharedLayout) {
    let touched = HoldLayout.locks(of: program, shared: shared)
    var fields = [HoldField?](repeating: nil, count: shared.locks.count)
    var cell: Int32 = 0
    var shift: Int32 = 0
    for lock in touched.sorted() {
      let bits = shared.locks[lock].kind == .readWrite ? 1 + HoldField.readBits : 1
      if shift + bits > 62 {
        cell += 1
        shift = 0
      }
      fields[lock] = HoldField(cell: cell, shift: shift)
      shift += bits
    }
    self.fields = fields
    cells = touched.isEmpty ? 0 : Int(cell) + 1
  }

  private static func locks(of program: Program, shared: SharedLayout) -> Set<Int> {
    var touched: Set<Int> = []
    for i in program.instructions {
      switch i.opcode {
      case .acquireMutex, .acquireReentrant, .acquireRead, .acquireWrite, .releaseMutex, .releaseReentrant,
        .releaseRead, .releaseWrite, .tryMutex, .tryReentrant, .tryRead, .tryWrite:
        touched.formUnion(shared.family(ofLock: Int(i.b), isIndexed: i.isIndexed))
      case .conditionEnter: touched.insert(shared.conditions[Int(i.b)].lock)
      default: break
      }
    }
    return touched
  }
}

extension SharedLayout {
  /// The locks that an operand can name: one, or from there to the end of its family.
  func family(ofLock first: Int, isIndexed: Bool) -> Range<Int> {
    guard isIndexed else { return first..<first + 1 }
    return first..<SharedLayout.end(of: first, names: locks.map(\.name))
  }

  /// The semaphores that an operand can name.
  func family(ofSemaphore first: Int, isIndexed: Bool) -> Range<Int> {
    guard isIndexed else { return first..<first + 1 }
    return first..<SharedLayout.end(of: first, names: semaphores.map(\.name))
  }

  /// The words that an operand can name.
  func family(ofWord first: Int, isIndexed: Bool) -> Range<Int> {
    guard isIndexed, let variable = variables.first(where: { ($0.first..<$0.first + $0.count).contains(first) })
    else { return first..<first + 1 }
    return variable.first..<variable.first + variable.count
  }

  /// Members of one family follow each other and share what is before the bracket.
  private static func end(of first: Int, names: [String]) -> Int {
    let stem = names[first].prefix { $0 != "[" }
    var end = first + 1
    while end < names.count, names[end].contains("["), names[end].prefix(while: { $0 != "[" }) == stem { end += 1 }
    return end
  }
}
