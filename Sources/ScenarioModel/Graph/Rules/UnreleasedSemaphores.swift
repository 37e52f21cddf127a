// A semaphore that starts without permits and that nothing releases.
import ScenarioSyntax

enum UnreleasedSemaphores: GraphRule {
  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic]) {
    for semaphore in subject.document.shared.semaphores where semaphore.permits.value == 0 {
      let name = semaphore.name.value
      guard !subject.document.unread.mayUse(name) else { continue }
      var firstTaken: Resource?
      var isReleased = false
      subject.document.forEachStep { step in
        switch step.verb {
        case .acquire(let resource) where resource.name.value == name,
          .lock(let resource, _) where resource.name.value == name:
          firstTaken = firstTaken ?? resource
        case .release(let resource):
          // What is given back and is neither lock nor semaphore was meant to be some other one.
          let released = resource.name.value
          let isKnown = subject.names.semaphores[released] != nil || subject.names.locks[released] != nil
          if released == name || !isKnown { isReleased = true }
        default: break
        }
      }
      guard let taken = firstTaken, !isReleased else { continue }
      diagnostics.append(
        Diagnostic(
          .neverReleased, message: "'\(name)' has no permits, and nothing releases it", range: taken.name.range,
          labels: semaphore.permits.range.map { [Label("it starts with none", at: $0)] } ?? [],
          help: "write `release: \(name)` somewhere, or start it with a permit"))
    }
  }
}
