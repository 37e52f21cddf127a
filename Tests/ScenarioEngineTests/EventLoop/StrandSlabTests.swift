// Records, lists and waiting lists of an event loop.
import Testing

@testable import ScenarioEngine

@Suite("Records of an event loop's strands")
struct StrandSlabTests {
  private func fresh(_ id: Int64) -> LoopStrand {
    LoopStrand(
      id: id, since: 0, time: 0, next: -1, pc: 0, draws: 0, extras: -1, object: 0, lane: 0, phase: .ready, failing: 0)
  }

  @Test("a record takes 48 bytes: a million sleeping tasks shall fit into 150 MB with registers and all")
  func size() { #expect(MemoryLayout<LoopStrand>.stride == 48) }

  @Test("growing keeps records and registers, and what was given back is used again")
  func growth() {
    var slab = StrandSlab(registerCount: 3)
    for number in 0..<Int32(1000) {
      let handle = slab.take()
      #expect(handle == number)
      slab[handle].pointee = fresh(Int64(number))
      for register in 0..<3 { slab.registers(handle)[register] = Int64(number) * 10 + Int64(register) }
    }
    for number in 0..<Int32(1000) {
      #expect(slab[number].pointee.id == Int64(number))
      #expect((0..<3).allSatisfy { slab.registers(number)[$0] == Int64(number) * 10 + Int64($0) })
    }
    slab.giveBack(17)
    slab.giveBack(400)
    #expect(slab[17].pointee.phase == .free)
    #expect([slab.take(), slab.take(), slab.take()] == [400, 17, 1000])
  }

  @Test("a list is first in, first out, also when another is appended")
  func lists() {
    var slab = StrandSlab(registerCount: 0)
    for _ in 0..<6 { _ = slab.take() }
    var (first, second) = (StrandList(), StrandList())
    for handle: Int32 in [3, 1] { first.append(handle, slab) }
    for handle: Int32 in [5, 0, 2] { second.append(handle, slab) }
    first.append(StrandList(), slab)
    first.append(second, slab)
    first.append(4, slab)
    #expect(first.count == 6)
    var order: [Int32] = []
    while let handle = first.popFirst(slab) { order.append(handle) }
    #expect(order == [3, 1, 5, 0, 2, 4])
    #expect(first.isEmpty)
    var empty = StrandList()
    empty.append(first, slab)
    #expect(empty.isEmpty)
  }

  @Test("a change is remembered while somebody waits, and forgotten with the last who does")
  func changes() {
    var slab = StrandSlab(registerCount: 0)
    let handle = slab.take()
    var table = WaitTable(objectCount: 2)
    table.noteChange(of: 0)
    let withoutWaiters = table.hasChanged(0)
    table.add(handle, to: 0, slab)
    table.noteChange(of: 0)
    let withOne = table.hasChanged(0)
    _ = table.removeStrands(of: 0)
    let afterwards = table.hasChanged(0)
    #expect(!withoutWaiters && withOne && !afterwards)
  }

  private func listed(_ table: borrowing WaitTable) -> [Int] {
    var objects: [Int] = []
    for position in 0..<table.count { objects.append(table.object(at: position)) }
    return objects
  }

  @Test("objects are listed exactly while somebody waits for them")
  func waiting() {
    var slab = StrandSlab(registerCount: 0)
    for _ in 0..<4 { _ = slab.take() }
    var table = WaitTable(objectCount: 5)
    table.add(0, to: 3, slab)
    table.add(1, to: 3, slab)
    table.addSource(to: 1)
    table.add(2, to: 4, slab)
    #expect(listed(table) == [3, 1, 4])
    var strands = table.removeStrands(of: 3)
    let (isListed, count) = (table.hasWaiters(3), table.count)
    #expect(!isListed && count == 2)
    #expect(strands.popFirst(slab) == 0)
    // One that came meanwhile stands behind those that go on waiting.
    table.add(3, to: 3, slab)
    table.restore(strands, to: 3, slab)
    var order: [Int32] = []
    var all = table.removeStrands(of: 3)
    while let handle = all.popFirst(slab) { order.append(handle) }
    #expect(order == [1, 3])
    let hadSources = table.hasSources(1)
    table.removeSource(from: 1)
    let isStillListed = table.hasWaiters(1)
    #expect(hadSources && !isStillListed)
    #expect(listed(table) == [4])
  }
}
