// The program as it comes: with this package's own workloads, executors and reporters.
import ScenarioCommand

ScenarioProgram.main()
