// Which tasks a plug-in has been given and has not answered: what the workers and the reading thread have in common.
import ScenarioModel

/// Any thread may call any of it.
final class PluginBooks: Sendable {
  /// A task that was sent.
  struct Pending: Sendable {
    var id: Int64
    var task: Int64
    /// Monotonic nanoseconds.
    var sent: Int64
    var call: PluginCall
  }

  private struct State {
    var nextID: Int64 = 1
    var pending: [Int64: Pending] = [:]
    /// Tasks whose workers have left; answers to them mean nothing.
    var abandoned: Set<Int64> = []
    var queue: [PluginTask] = []
    var isSending = false
    var free: [PluginCall] = []
    /// Why no more tasks are taken.
    var end: String?
  }

  /// Who has to see to it that a task is sent.
  private enum Sender { case caller, reader }

  private let state = Guarded(State())
  private let process: LineProcess
  private let batch: Int
  /// As sentences name it: "plug-in 'primes'".
  let title: String

  /// - Parameter batch: most tasks in one message.
  init(_ process: LineProcess, title: String, batch: Int) {
    self.process = process
    self.title = title
    self.batch = batch
  }

  // MARK: Workers

  /// Sends a task. While one thread writes, others only add to what it sends next; and while the plug-in has other tasks,
  /// the reading thread sends, when it has read what is there. So a message has several tasks when several wait.
  ///
  /// - Throws: `TaskError` when the plug-in takes no more tasks.
  func begin(task: Int64, input: Int64) throws -> Pending {
    let now = Clock.now()
    let (pending, sender) = try state.with { state -> (Pending, Sender?) in
      if let end = state.end { throw TaskError("\(title) takes no more tasks: it \(end)") }
      let call: PluginCall
      do { call = try state.free.popLast() ?? PluginCall() } catch {
        throw TaskError("\(title) cannot be waited for: \(error)")
      }
      let pending = Pending(id: state.nextID, task: task, sent: now, call: call)
      state.nextID += 1
      state.pending[pending.id] = pending
      state.queue.append(PluginTask(id: pending.id, task: task, input: input))
      if state.isSending { return (pending, nil) }
      // Whoever was first has woken it already.
      if state.pending.count > 1 { return (pending, state.queue.count == 1 ? .reader : nil) }
      state.isSending = true
      return (pending, .caller)
    }
    switch sender {
    case .caller: sendQueue()
    case .reader: process.wakeReader()
    case nil: break
    }
    return pending
  }

  /// A call whose answer was taken can serve another task.
  func recycle(_ call: PluginCall) {
    state.with { if $0.free.count < PluginBooks.mostFree { $0.free.append(call) } }
  }

  /// Nobody waits for this task any more.
  func abandon(_ id: Int64) {
    state.with { if $0.pending.removeValue(forKey: id) != nil { $0.abandoned.insert(id) } }
  }

  private static let mostFree = 256

  private func sendQueue() {
    while true {
      let tasks = state.with { state -> ArraySlice<PluginTask> in
        let tasks = state.queue.prefix(batch)
        state.queue.removeFirst(tasks.count)
        state.isSending = !tasks.isEmpty
        return tasks
      }
      if tasks.isEmpty { return }
      process.send(PluginMessage.run(tasks).line)
    }
  }

  // MARK: The reading thread

  /// Sends what waits to be sent and is nobody else's to send.
  func sendWaiting() {
    let isMine = state.with { state in
      guard !state.isSending, !state.queue.isEmpty else { return false }
      state.isSending = true
      return true
    }
    if isMine { sendQueue() }
  }

  /// Whether the plug-in has nothing to do; it may be busy with tasks that nobody waits for any more.
  var isIdle: Bool { state.with { $0.pending.isEmpty && $0.abandoned.isEmpty } }

  /// Gives results to those who wait for them.
  ///
  /// - Parameter timeout: how long a task may take, in nanoseconds; an answer after that counts as a failure.
  /// - Throws: `PluginMistake` for an answer that nobody has asked for.
  func deliver(_ results: [PluginResult], timeout: Int64) throws(PluginMistake) {
    let now = Clock.now()
    for result in results {
      let mistake = state.with { state -> String? in
        if let pending = state.pending.removeValue(forKey: result.id) {
          let late = now - pending.sent - timeout
          pending.call.finish(
            late <= 0
              ? .result(result)
              : .failure(
                "\(title) answered \(PluginBooks.duration(late)) after its timeout of \(PluginBooks.duration(timeout))")
          )
          return nil
        }
        if state.abandoned.remove(result.id) != nil { return nil }
        let isKnown = (1..<state.nextID).contains(result.id)
        return isKnown ? "answered id \(result.id) twice" : "answered id \(result.id), which it was never given"
      }
      if let mistake { throw PluginMistake(mistake) }
    }
  }

  /// The task that has waited longest: its number, and since when.
  var oldest: (task: Int64, sent: Int64)? {
    state.with { state in state.pending.values.min { $0.id < $1.id }.map { ($0.task, $0.sent) } }
  }

  /// Lets nobody wait any more: every task at work fails, and no more are taken.
  ///
  /// - Parameter reason: what the plug-in did, as the end of a sentence about it.
  /// - Returns: how many tasks failed by this.
  @discardableResult func end(_ reason: String) -> Int {
    let failed = state.with { state -> [Pending] in
      state.end = state.end ?? reason
      defer { state.pending = [:] }
      return state.pending.values.sorted { $0.id < $1.id }
    }
    let others = PluginBooks.list(failed.map(\.task))
    for pending in failed { pending.call.finish(.failure("\(title) \(reason); \(others)")) }
    return failed.count
  }

  /// `task 4 was at work`, `tasks 4, 5 and 7 were at work`; of many the first few.
  private static func list(_ tasks: [Int64]) -> String {
    let shown = tasks.prefix(5).map(String.init)
    if tasks.count <= 1 { return "task \(shown.first ?? "") was at work" }
    if tasks.count > shown.count {
      return "tasks \(shown.joined(separator: ", ")) and \(tasks.count - shown.count) more were at work"
    }
    return "tasks \(shown.dropLast().joined(separator: ", ")) and \(shown[shown.count - 1]) were at work"
  }

  /// In whole milliseconds from 10 ms on, else in microseconds.
  static func duration(_ nanoseconds: Int64) -> String {
    nanoseconds >= 10_000_000 ? "\(nanoseconds / 1_000_000) ms" : "\(nanoseconds / 1000) us"
  }
}
