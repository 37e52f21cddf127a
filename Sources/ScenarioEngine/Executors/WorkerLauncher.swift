// Starts this binary again as a worker of a run.

/// What all workers of a run are given: the arena, the lifeline, the event loops' descriptors, and nothing of the
/// terminal but its standard error. Any thread may launch; the lifeline is held as long as the launcher lives.
final class WorkerLauncher: @unchecked Sendable {
  // Unchecked: never changed after `init`.
  private let run: RunContext
  private let inheritance: [ChildProcess.Inheritance]
  /// Nobody ever writes to it. Workers read its other end, and leave at the end of the file.
  private let lifeline: DescriptorSlot
  private let lifelineForWorkers: DescriptorSlot
  private let null: DescriptorSlot

  /// - Throws: `SystemError`.
  init(run: RunContext) throws {
    guard let arena = run.world.arena.descriptor else { preconditionFailure("processes need an arena they can map") }
    let pipe = try Descriptor.pipe()
    let null = try Descriptor.null()
    inheritance =
      [
        .init(null.number, as: 0), .init(null.number, as: 1), .init(arena, as: WorkerArguments.arena),
        .init(pipe.read.number, as: WorkerArguments.lifeline),
      ]
      + run.world.loopDescriptors.enumerated().map { loop, descriptor in
        .init(descriptor, as: WorkerArguments.firstLoop + Int32(loop))
      }
    self.run = run
    self.null = DescriptorSlot(null)
    lifeline = DescriptorSlot(pipe.write)
    lifelineForWorkers = DescriptorSlot(pipe.read)
  }

  /// - Throws: `SystemError`.
  func launch(_ mode: WorkerArguments.Mode, role: Int, agent: Int) throws -> ChildProcess {
    let arguments = WorkerArguments(mode: mode, role: role, agent: agent, loops: run.world.loopDescriptors.count)
    return try ChildProcess.spawn(
      path: run.ownBinary, arguments: arguments.commandLine, descriptors: inheritance, newGroup: true)
  }
}
