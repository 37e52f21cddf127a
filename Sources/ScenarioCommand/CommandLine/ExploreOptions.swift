// Flags about how far an exploration goes and which reductions it uses.
import ArgumentParser
import ScenarioEngine
import ScenarioModel

struct ExploreOptions: ParsableArguments {
  @Option(name: .long, help: "Give up after this many states.")
  var maxStates: Int?

  @Option(
    name: .long, help: ArgumentHelp("Give up when the states take this much memory, as in 2GiB.", valueName: "size"))
  var maxMemory: SizeArgument?

  @Flag(name: .long, help: "List every distinct violation, not just the nearest.")
  var all = false

  @Flag(name: .long, help: "Compare states whole instead of by 64-bit fingerprints.")
  var exact = false

  @Option(name: .long, help: "Threads that search; one for each processor by default.")
  var threads: Int?

  @Option(name: .long, help: "Walk this many schedules drawn by chance instead; '--seed' fixes them.")
  var schedules: Int?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("Leave a reduction out: symmetry, dead-registers or partial-order.", valueName: "reduction"))
  var without: [ReductionName] = []

  func validate() throws {
    if let maxStates, !(1...Int(UInt32.max) - 8192).contains(maxStates) {
      throw ValidationError("'--max-states' is a number from 1 to \(UInt32.max - 8192)")
    }
    if let schedules {
      if schedules < 1 { throw ValidationError("'--schedules' is a number from 1 on") }
      let others: [(Bool, String)] = [
        (maxStates != nil, "--max-states"), (maxMemory != nil, "--max-memory"), (all, "--all"), (exact, "--exact"),
        (threads != nil, "--threads"), (!without.isEmpty, "--without"),
      ]
      if let other = others.first(where: \.0)?.1 {
        throw ValidationError("'\(other)' is for a search, and '--schedules' draws instead of searching")
      }
    }
    if let threads, !(1...256).contains(threads) { throw ValidationError("'--threads' is a number from 1 to 256") }
  }

  var settings: ExploreSettings {
    var settings = ExploreSettings()
    if let maxStates { settings.limits.states = maxStates }
    if let maxMemory { settings.limits.memory = maxMemory.bytes }
    settings.findsAll = all
    settings.isExact = exact
    settings.threads = threads
    settings.schedules = schedules
    if without.contains(.symmetry) { settings.reductions.symmetry = false }
    if without.contains(.deadRegisters) { settings.reductions.deadRegisters = false }
    if without.contains(.partialOrder) { settings.reductions.partialOrder = false }
    return settings
  }
}

/// A reduction by its name.
enum ReductionName: String, ExpressibleByArgument, CaseIterable, Sendable {
  case symmetry
  case deadRegisters = "dead-registers"
  case partialOrder = "partial-order"
}

/// A size with its unit, as scenario files write them.
struct SizeArgument: ExpressibleByArgument, Sendable {
  let bytes: Int

  init?(argument: String) {
    guard case .quantity(let size) = UnitSystem.size.read(argument), size >= 1, size < 1e15 else { return nil }
    bytes = Int(size)
  }
}
