// Operations in progress on an event loop: driven directly, without an executor.
import Glibc
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("Operations on an event loop", .timeLimit(.minutes(1)))
struct LoopOperationTests {
  /// Goes through given steps; the last one's result is the task's.
  private final class Scripted: ScenarioEngine.Operation {
    private var steps: [() throws -> OperationStep]
    private let cancelled: () -> Void

    init(_ steps: [() throws -> OperationStep], cancelled: @escaping () -> Void = {}) {
      self.steps = steps
      self.cancelled = cancelled
    }

    func advance() throws -> OperationStep { try steps.removeFirst()() }
    func cancel() { cancelled() }
  }

  /// A role whose tasks call kernel 0 and have its result, on an event loop of this thread.
  ///
  /// - Parameter beforehand: given the world before the loop runs.
  private func run(
    tasks: Int, workers: RoleDeclaration.Workers = .unbounded, policy: LoopPolicy = .concurrent,
    beforehand: (World) -> Void = { _ in },
    _ start: @escaping @Sendable (borrowing KernelContext) throws -> any ScenarioEngine.Operation
  ) throws -> AgentBooks {
    try run(.suspending(start), pool: nil, tasks: tasks, workers: workers, policy: policy, beforehand: beforehand)
  }

  private func run(
    _ kernel: Kernel, pool: OffloadPool?, tasks: Int, workers: RoleDeclaration.Workers = .unbounded,
    policy: LoopPolicy = .concurrent, beforehand: (World) -> Void = { _ in }
  ) throws -> AgentBooks {
    let program = Graphs.program(waits: false) { builder in
      let result = builder.register()
      builder.emit(Instruction(.call, a: result, b: 0))
      builder.emit(Instruction(.end, a: result))
    }
    let graph = Graphs.role(program, executor: "async", workers: 1, tasks: tasks)
    let plans = graph.roles.map { AsyncExecutor.requirements(of: $0).plan }
    let image = ArenaImage(graph: graph, plans: plans, seed: 1, spinLimit: 0, workloads: .builtIn)
    let arena = try image.make()
    defer { arena.unmap() }
    let descriptors = try LoopDescriptors.make(count: 1)
    defer { LoopDescriptors.close(descriptors) }
    let world = World(arena: arena, loopDescriptors: descriptors)
    let context = LoopContext(
      world: world, names: ObjectNames(graph: graph, layout: image.layout), number: 0, policy: policy,
      patience: 10_000_000, poller: try DescriptorPoller(wake: descriptors[0]), pool: pool, mailbox: LoopMailbox())
    world.openGate()
    world.expect(agent: 0)
    let times = world.enter(agent: 0)
    beforehand(world)
    var loop = EventLoop(
      [
        LaneSetup(
          role: 0, agent: 0, kernels: KernelSet(kernels: [kernel]), registerCount: program.registerCount,
          coroutines: workers == .unbounded ? nil : 0..<1)
      ], context)
    loop.run()
    world.leave(agent: 0, since: times)
    let record = world.agent(0)
    let results: UnsafeMutablePointer<ResultRecord> = world.inAgent(0, world.layout.results)
    return AgentBooks(
      completed: record.pointee.tasksCompleted, failed: record.pointee.tasksFailed,
      results: (0..<Int(min(record.pointee.resultCount, 64))).map { results[$0].value },
      peak: world.header.pointee.peakInFlight.load(ordering: .relaxed))
  }

  @Test("what blocks is done by threads beside the loop, each task by one of them, and without a pool by the loop")
  func offloading() throws {
    let running = Guarded((now: 0, most: 0))
    let kernel = Kernel.offloaded { context in
      running.with { counts in
        counts.now += 1
        counts.most = max(counts.most, counts.now)
      }
      usleep(20_000)
      running.with { $0.now -= 1 }
      return context.task + 1
    }
    let pool = OffloadPool()
    let beside = try run(kernel, pool: pool, tasks: 20)
    pool.close()
    #expect(beside.completed == 20 && beside.failed == 0)
    #expect(beside.results.sorted() == Array(1...20))
    #expect(running.with { $0.most } > 1)
    running.with { $0.most = 0 }
    let alone = try run(kernel, pool: nil, tasks: 5)
    #expect(alone.results == Array(1...5) && running.with { $0.most } == 1)
  }

  private struct AgentBooks {
    var completed: Int64
    var failed: Int64
    var results: [Int64]
    var peak: Int64
  }

  @Test("operations wait for descriptors together", arguments: [LoopPolicy.concurrent])
  func descriptors(policy: LoopPolicy) throws {
    // Task i reads what task i + 1 writes, so that all must be in progress at once.
    let count = 20
    var ends = [[Int32]]()
    for _ in 0..<count {
      var pair: [Int32] = [0, 0]
      try #require(pipe(&pair) == 0)
      ends.append(pair)
    }
    defer { ends.flatMap { $0 }.forEach { close($0) } }
    let pipes = ends
    let books = try run(tasks: count, policy: policy) { context in
      let task = Int(context.task)
      return Scripted([
        {
          if task == count - 1 { _ = [UInt8(task)].withUnsafeBytes { write(pipes[task - 1][1], $0.baseAddress, 1) } }
          let reader = task == count - 1 ? nil : Interest(descriptor: pipes[task][0], forWriting: false)
          return reader.map { .wait(for: [$0], deadline: nil) } ?? .done(Int64(task))
        },
        {
          var byte: UInt8 = 0
          #expect(read(pipes[task][0], &byte, 1) == 1)
          #expect(Int(byte) == task + 1)
          if task > 0 { _ = [UInt8(task)].withUnsafeBytes { write(pipes[task - 1][1], $0.baseAddress, 1) } }
          return .done(Int64(task))
        },
      ])
    }
    #expect(books.completed == Int64(count))
    #expect(books.peak == Int64(count))
    #expect(books.results == (0..<Int64(count)).reversed())
  }

  @Test("a deadline passes, and a descriptor that is ready first ends the wait for it")
  func deadlines() throws {
    var pair: [Int32] = [0, 0]
    try #require(pipe(&pair) == 0)
    defer { pair.forEach { close($0) } }
    let (reading, writing) = (pair[0], pair[1])
    let books = try run(tasks: 2) { context in
      let began = Clock.now()
      if context.task == 0 {
        return Scripted([
          { .wait(for: [], deadline: began + 20_000_000) },
          {
            #expect(Clock.now() >= began + 20_000_000)
            _ = [UInt8(1)].withUnsafeBytes { write(writing, $0.baseAddress, 1) }
            // The same deadline again, and one that is over: both at once.
            return .wait(for: [], deadline: began + 20_000_000)
          },
          { .done(1) },
        ])
      }
      let interest = Interest(descriptor: reading, forWriting: false)
      return Scripted([
        { .wait(for: [interest], deadline: began + 60_000_000_000) }, { .done(2) },
      ])
    }
    #expect(books.completed == 2)
    #expect(Set(books.results) == [1, 2])
  }

  @Test("an operation that fails fails its task alone")
  func failures() throws {
    let books = try run(tasks: 10) { context in
      let task = context.task
      if task % 3 == 0 { throw TaskError("no start") }
      return Scripted([
        { .wait(for: [], deadline: Clock.now() + 100_000) },
        { if task % 3 == 1 { throw TaskError("no end") } else { .done(task) } },
      ])
    }
    #expect(books.failed == 7)
    #expect(Set(books.results) == [2, 5, 8])
  }

  @Test("abandoning the run cancels what is in progress", arguments: [LoopPolicy.concurrent, .sequential])
  func abandoned(policy: LoopPolicy) throws {
    nonisolated(unsafe) var cancelled = 0
    var stopper: NativeThread?
    let books = try run(
      tasks: 3, policy: policy,
      beforehand: { world in
        stopper = try? NativeThread.start {
          usleep(20_000)
          world.stop(Stop.abandon)
        }
      },
      { _ in
        Scripted([{ .wait(for: [], deadline: nil) }, { .wait(for: [], deadline: nil) }], cancelled: { cancelled += 1 })
      })
    stopper?.join()
    #expect(books.completed == 0)
    #expect(cancelled == (policy == .concurrent ? 3 : 1))
  }
}
