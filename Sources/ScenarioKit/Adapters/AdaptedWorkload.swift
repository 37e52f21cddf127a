// A workload of the library's surface as one of the engine.
internal import ScenarioEngine
internal import ScenarioModel

enum AdaptedWorkload<Work: ScenarioWorkload>: Workload {
  static var descriptor: WorkloadDescriptor {
    let described = Work.description
    return WorkloadDescriptor(
      name: described.name, summary: described.summary, boundBy: described.boundBy.model,
      fields: described.parameters.map(\.field), measures: described.measures.map(\.model),
      compile: { declaration, builder in
        builder.call(
          KernelSpecification(
            workload: described.name, parameters: declaration.parameters.mapValues(\.value),
            isComputing: described.boundBy == .processor, form: form))
      })
  }

  private static var form: KernelForm {
    if Work.self is any SuspendingWorkload.Type { return .suspending }
    return Work.description.boundBy == .processor ? .blocking : .offloaded
  }

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    let work = try TaskError.wrapping {
      try Work(
        ParameterValues(values: specification.parameters),
        at: WorkSite(executor: site.executor, workers: site.workers, seed: site.seed))
    }
    site.atEnd { work.close() }
    if let work = work as? any SuspendingWorkload {
      return .suspending { context in
        try TaskError.wrapping { AdaptedTask(try work.begin(TaskContext(context))) }
      }
    }
    let body: Kernel.Body = { context in try TaskError.wrapping { try work.run(TaskContext(context)) } }
    return form == .blocking ? .blocking(body) : .offloaded(body)
  }
}

/// A task in progress as an operation of the engine.
final class AdaptedTask: Operation {
  private let task: any SuspendedTask

  init(_ task: any SuspendedTask) { self.task = task }

  func advance() throws -> OperationStep {
    switch try TaskError.wrapping({ try task.advance() }) {
    case .done(let result): return .done(result)
    case .wait(let ready, let time):
      let deadline = time.map { Clock.now().addingReportingOverflow(max($0.nanoseconds, 0)) }
      return .wait(
        for: ready.map { Interest(descriptor: $0.descriptor, forWriting: $0.forWriting) },
        deadline: deadline.map { $0.overflow ? .max : $0.partialValue })
    }
  }

  func cancel() { task.cancel() }
}

extension TaskError {
  /// Any error as one that a report can show; the end of the run is none.
  fileprivate static func wrapping<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as Stopped {
      throw error
    } catch let error as TaskError {
      throw error
    } catch {
      throw TaskError("\(error)")
    }
  }
}

extension WorkloadDescription.Bound {
  fileprivate var model: BoundBy {
    switch self {
    case .processor: .processor
    case .waiting: .waiting
    case .disk: .disk
    case .network: .network
    }
  }
}

extension Measure {
  fileprivate var model: MeasureDescriptor {
    let unit: MeasureDescriptor.Unit =
      switch self.unit {
      case .nanoseconds: .nanoseconds
      case .bytes: .bytes
      case .count: .count
      }
    return MeasureDescriptor(name, summary: summary, unit: unit)
  }
}
