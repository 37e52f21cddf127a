// Plays a game with somebody who types: shows the state, reads a line, takes the step.
import ScenarioEngine
import ScenarioModel

struct GameTable {
  var game: Game
  let console: Console
  /// Steps of the shortest schedule that goes wrong; nil when none is known.
  let shortest: Int?

  /// Plays until somebody wins, gives up, or stops typing.
  mutating func play() -> ExitCode {
    say(goal)
    show()
    while let line = ask() {
      let words = line.split(separator: " ")
      switch words.first {
      case nil: continue
      case "q": return .expected
      case "u": if !game.undo() { say("there is nothing to take back") } else { show() }
      case "s": showSchedule()
      default:
        guard let row = Int(words[0]), let way = words.count > 1 ? Int(words[1]) : 1 else {
          say("a number takes that worker's step, u takes it back, s shows the schedule, q ends")
          continue
        }
        take(row, way)
      }
    }
    return .expected
  }

  private var goal: String {
    guard let shortest else { return "Nothing is known to go wrong with this scenario. Try it all the same." }
    return "Make it go wrong. The shortest schedule takes \(Quantity.counted(Int64(shortest), "step"))."
  }

  private mutating func take(_ row: Int, _ way: Int) {
    let rows = game.rows
    guard game.step(row: row, way: way) else {
      let waits = rows.indices.contains(row - 1) ? rows[row - 1].waitsFor : nil
      let ended = game.finding != nil ? "it is over: u takes the last step back" : "there is no such step"
      return say(waits.map { "\(rows[row - 1].name) waits for \($0)" } ?? ended)
    }
    say("\(rows[row - 1].name): \(rows[row - 1].ways[way - 1])")
    show()
  }

  private func show() {
    say("")
    for (name, value) in game.shared { say("  \(name) = \(value)") }
    for (index, row) in game.rows.enumerated() {
      let line = row.step?.range.map { "line \($0.file.position(of: $0.lower).line): " } ?? ""
      let next: String
      switch row.ways.count {
      case 0: next = row.waitsFor.map { "waits for \($0)" } ?? "has ended"
      case 1: next = line + row.ways[0]
      default: next = line + row.ways.enumerated().map { "(\($0 + 1)) \($1)" }.joined(separator: " or ")
      }
      say("  \(index + 1)  \(row.name): \(next)")
    }
    if let finding = game.finding {
      let score = Quantity.counted(Int64(game.count), "step")
      let best =
        shortest.map { $0 >= game.count ? ", and there is no shorter way" : "; the shortest takes \($0)" } ?? ""
      say("It went wrong: \(finding). You took \(score)\(best).")
    } else if game.isOver {
      say("Everybody has ended, and all is well. u takes a step back.")
    }
  }

  private func showSchedule() {
    for (index, step) in game.steps.enumerated() { say("  \(index + 1)  \(step)") }
    if game.count == 0 { say("no step was taken yet") }
  }

  private func say(_ line: String) { console.write(line + "\n") }

  /// The next line that was typed; nil when there is none.
  private func ask() -> String? {
    if console.output.isLive { console.write("> ") }
    console.flush()
    return console.isTaken ? readLine() : nil
  }
}
