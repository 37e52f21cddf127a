// A semaphore that starts without permits and that nothing releases.
import ScenarioSyntax

enum UnreleasedSemaphores: GraphRule {
  static func check(_ subject: GraphSubject, _ diagnostics: inout [Diagnostic]) {
    guard subject.hasAllSteps else { return }
    for semaphore in subject.document.shared.semaphores where semaphore.permits.value == 0 {
      let name = semaphore.name.value
      var firstTaken: Resource?
      var isReleased = false
      subject.document.forEachStep { step in
        switch step.verb {
        case .acquire(let resource) where resource.name.value == name,
          .lock(let resource, _) where resource.name.value == name:
          firstTaken = firstTaken ?? resource
        case .release(let resource) where resource.name.value == name: isReleased = true
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
