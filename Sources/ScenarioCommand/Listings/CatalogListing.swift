// What can be run, and by whom, as lists.
import ScenarioModel
import ScenarioReport

enum CatalogListing {
  static func workloads(_ catalog: Catalog) -> Listing {
    let rows = catalog.workloads.map { workload in
      [
        workload.name, workload.boundBy.words, workload.fields.map(\.name).joined(separator: ", "),
        workload.needs.map { $0.flag }.sorted().joined(separator: ", "), workload.summary,
      ]
    }
    return Listing(
      "workloads",
      [
        .init("workload", key: "name"), .init("bound by", key: "bound_by"), .init("parameters"), .init("needs"),
        .init("", key: "summary"),
      ], rows, remarks: unavailable(catalog.unavailableWorkloads))
  }

  static func executors(_ catalog: Catalog) -> Listing {
    let rows = catalog.executors.map { executor in
      [executor.name, executor.worker, executor.fields.map(\.name).joined(separator: ", "), executor.summary]
    }
    return Listing(
      "executors",
      [
        .init("executor", key: "name"), .init("a worker is", key: "worker"), .init("options"),
        .init("", key: "summary"),
      ],
      rows, remarks: unavailable(catalog.unavailableExecutors))
  }

  private static func unavailable(_ names: [String]) -> [String] {
    names.isEmpty ? [] : ["not available in this version: \(names.joined(separator: ", "))"]
  }
}
