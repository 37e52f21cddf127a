// All of `scenario`, and a workload, an executor and a reporter that it does not have.
import ScenarioKit

ScenarioTool(workloads: [Checksum.self], executors: [Polite.self], reporters: [CSV.self]).main()
