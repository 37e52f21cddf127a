// The noop workload: a task that does nothing, to see what everything around tasks costs.
import ScenarioModel

/// Its result is the task's input, so that items can be followed through queues.
enum Noop: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "noop",
    summary: "Nothing; the result is the task's input. Shows what an executor itself costs",
    boundBy: .processor,
    fields: [],
    compile: { _, builder in
      builder.call(KernelSpecification(workload: "noop", parameters: [:], isComputing: true, form: .blocking))
    })

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) -> Kernel { .blocking { $0.input } }
}
