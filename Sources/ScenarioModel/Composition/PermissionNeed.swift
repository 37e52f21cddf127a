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
      guard let descriptor = catalog.workloads.first(where: { $0.name == workload.type.value }) else { return }
      for permission in descriptor.permissions(workload) {
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

  /// Programs and hosts can be allowed without naming them.
  private var widerAdvice: String {
    switch permission.kind {
    case .exec, .net: permission.flag == permission.kind.flag ? "" : ", or \(permission.kind.flag) for any"
    case .read, .write: ""
    }
  }

  /// What to say when it was not allowed.
  package var finding: Diagnostic {
    Diagnostic(
      .permissionNeeded,
      message: "workload '\(workload)' \(permission.kind.verb) '\(permission.subject)', which was not allowed",
      range: range,
      help: "if you trust the file, add \(permission.flag)" + widerAdvice)
  }
}
