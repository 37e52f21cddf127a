// Outside of the engine, time and chance are arguments, and nothing starts on its own.

extension HouseRule {
  static let timeAndChance = HouseRule("only the engine reads clocks, draws numbers and starts tasks") { file in
    guard file.isSwift, let room = file.room, room != "ScenarioEngine" else { return [] }
    return file.code.enumerated().compactMap { index, line in
      let effect = effects.first { line.contains($0) } ?? (drawsFreely(line) ? ".random without a generator" : nil)
      return effect.map { file.breach(line: index + 1, "uses \($0)") }
    }
  }

  private static let effects = [
    "ContinuousClock", "SuspendingClock", "clock_gettime", "gettimeofday", "Task {", "Task.detached", "Task.sleep",
    "withTaskGroup", "DispatchQueue", "pthread_create", "posix_spawn", "SystemRandomNumberGenerator", "getrandom",
    ".randomElement()", ".shuffled()", ".shuffle()",
  ]

  private static func drawsFreely(_ line: Substring) -> Bool {
    guard let call = line.firstRange(of: ".random(in:") else { return line.contains(".random()") }
    return !line[call.upperBound...].contains("using:")
  }
}
