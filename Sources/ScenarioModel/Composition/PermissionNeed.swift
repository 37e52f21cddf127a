// What a scenario needs to be allowed on the command line, and where it says so.
import ScenarioSyntax

/// A permission that a workload needs.
package struct PermissionNeed: Sendable, Hashable {
  /// What must be allowed.
  package var permission: Permission
  /// The workload's type.
  package var workload: String
  /// Where the workload is named.
  package var range: SourceRange?

  /// Everything that the roles' workloads and their inline workloads need.
  package static func all(of document: ScenarioDocument, catalog: Catalog) -> [PermissionNeed] {
    var needs: [PermissionNeed] = []
    func add(_ workload: WorkloadDeclaration) {
      let descriptor = catalog.workloads.first { $0.name == workload.type.value }
      for permission in Permission.allCases where descriptor?.needs.contains(permission) == true {
        needs.append(
          PermissionNeed(permission: permission, workload: workload.type.value, range: workload.type.range))
      }
    }
    for role in document.roles { add(role.workload) }
    document.forEachStep { step in
      if case .run(let workload, _, _) = step.verb { add(workload) }
    }
    return needs
  }

  /// What to say when it was not allowed.
  package var finding: Diagnostic {
    switch permission {
    case .exec:
      Diagnostic(
        .permissionNeeded, message: "workload '\(workload)' runs programs, which was not allowed", range: range,
        help: "if you trust the file, add --allow-exec")
    }
  }
}
