// What a scenario may do beyond its own work.
import ArgumentParser
import ScenarioModel

struct PermissionOptions: ParsableArguments {
  @Flag(name: .long, help: "Let scenarios run other programs ('exec' workloads).")
  var allowExec = false

  var granted: Set<Permission> { allowExec ? [.exec] : [] }
}
