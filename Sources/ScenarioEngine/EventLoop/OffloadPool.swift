// Threads that block in place of an event loop.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A pool that grows with the work up to a bound, like the default executor of Python's asyncio. One for all loops of a crew.
final class OffloadPool: @unchecked Sendable {
  /// As many threads as asyncio would have (`concurrent.futures`): enough to keep a disk busy, few enough to be cheap.
  static var largest: Int { min(32, Processors.usable + 4) }

  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var next = 0
    var idle = 0
    var threads: [NativeThread] = []
    var isClosed = false
  }
  // Unchecked: all is guarded by the mutex.
  private var state = State()
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Has `job` done by some thread.
  ///
  /// - Throws: `TaskError` when there is no thread and none can be had.
  func submit(_ job: @escaping @Sendable () -> Void) throws {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    state.jobs.append(job)
    if state.idle > 0 {
      pthread_cond_signal(changed)
    } else if state.threads.count < OffloadPool.largest {
      do {
        state.threads.append(try NativeThread.start { self.serve() })
      } catch  where state.threads.isEmpty {
        state.jobs.removeLast()
        throw TaskError("no thread could be had to do this beside the event loop: \(error.reason)")
      } catch {
        // Those that are there will come to it.
      }
    }
  }

  /// Waits for the jobs that were submitted, and ends the threads.
  func close() {
    pthread_mutex_lock(mutex)
    state.isClosed = true
    pthread_cond_broadcast(changed)
    let threads = state.threads
    pthread_mutex_unlock(mutex)
    for thread in threads { thread.join() }
  }

  private func serve() {
    while let job = take() { job() }
  }

  /// The oldest job; nil when there will be none.
  private func take() -> (@Sendable () -> Void)? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while state.next == state.jobs.count {
      if state.isClosed { return nil }
      state.idle += 1
      pthread_cond_wait(changed, mutex)
      state.idle -= 1
    }
    let job = state.jobs[state.next]
    state.next += 1
    if state.next == state.jobs.count {
      state.jobs.removeAll(keepingCapacity: true)
      state.next = 0
    }
    return job
  }
}

extension Kernel {
  var isOffloaded: Bool {
    if case .offloaded = self { return true }
    return false
  }
}
