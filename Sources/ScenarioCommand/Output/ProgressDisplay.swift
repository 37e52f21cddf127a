// What is seen of runs while they go on: a live line on a terminal, a line for each finished run elsewhere.
import ScenarioEngine
import ScenarioModel
import ScenarioReport
import Synchronization

/// Writes to standard error. Told of runs by one thread; draws on another.
final class ProgressDisplay: Sendable {
  enum Mode: Sendable { case none, lines, live }

  /// Milliseconds between two pictures of the live line.
  private static let interval: Int32 = 100

  private let mode: Mode
  private let style: ReportStyle
  private let shown = Mutex(Shown())

  private struct Shown {
    var state: ProgressState?
    /// When the current run and the first one began, by the monotonic clock.
    var runBegan: Int64 = 0
    var began: Int64?
    var isDrawn = false
  }

  init(mode: Mode, style: ReportStyle) {
    self.mode = mode
    self.style = style
    if mode == .live {
      // Without a thread there is no live line, and nothing else is lost. It ends with the process.
      _ = try? NativeThread.start { [self] in
        while true {
          Clock.sleep(milliseconds: ProgressDisplay.interval)
          draw()
        }
      }
    }
  }

  /// A run begins.
  func willRun(_ scenario: String, number: Int, of total: Int, cell: String) {
    guard mode != .none else { return }
    shown.withLock { shown in
      shown.runBegan = Clock.now()
      shown.began = shown.began ?? shown.runBegan
      shown.state = ProgressState(scenario: scenario, cell: cell, done: number - 1, total: total)
    }
  }

  /// A run has ended.
  func didRun(_ scenario: String, _ progress: RunProgress) {
    guard mode == .lines else { return }
    let state = ProgressState(
      scenario: scenario, cell: progress.cell, done: progress.number, total: progress.total,
      isWarmup: progress.isWarmup)
    ProgressDisplay.write(ProgressText.finished(progress.record, state, style: style))
  }

  /// Takes the live line away, until the next run begins.
  func hide() {
    shown.withLock { shown in
      if shown.isDrawn { ProgressDisplay.write("\r\u{1B}[K") }
      shown.isDrawn = false
      shown.state = nil
    }
  }

  private func draw() {
    shown.withLock { shown in
      guard var state = shown.state else { return }
      let now = Clock.now()
      state.inRun = now - shown.runBegan
      state.elapsed = now - (shown.began ?? now)
      ProgressDisplay.write("\r" + ProgressText.live(state, style: style) + "\u{1B}[K")
      shown.isDrawn = true
    }
  }

  /// What cannot be shown there is not missed.
  private static func write(_ text: String) {
    try? ByteWriter.write(Array(text.utf8), to: StandardStreams.error)
  }
}
