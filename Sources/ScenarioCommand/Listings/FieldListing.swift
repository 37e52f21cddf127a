// The whole language as a list of paths, from the table that also decodes files.
import ScenarioModel
import ScenarioReport

struct FieldListing {
  private let table: LanguageTable
  private var rows: [[String]] = []

  static func all(_ catalog: Catalog) -> Listing {
    var listing = FieldListing(table: ScenarioFields.table(catalog: catalog))
    listing.add(listing.table.scenario.fields, below: "")
    for workload in listing.table.workload.variants {
      listing.add(workload.fields, below: "workload(\(workload.name)).")
    }
    for executor in listing.table.strategy.variants {
      listing.add(executor.fields, below: "strategy(\(executor.name)).")
    }
    listing.add(listing.table.steps, below: "steps[].")
    return Listing(
      "fields", [.init("field", key: "path"), .init("value"), .init("default"), .init("", key: "summary")], listing.rows
    )
  }

  private init(table: LanguageTable) { self.table = table }

  private mutating func add(_ fields: [Field], below path: String) {
    for field in fields {
      rows.append([path + field.name, field.type.words, field.defaultValue ?? "", field.summary])
      add(field.type, below: path + field.name)
    }
  }

  /// What lies inside of a value. Workloads, strategies and steps, which occur in many places, have rows of their own.
  private mutating func add(_ type: FieldType, below path: String) {
    switch type {
    case .object(let object): add(object.fields, below: path + ".")
    case .mapping(_, let element, _, _): add(element, below: path + ".NAME")
    case .list(let element, _, _): add(element, below: path + "[]")
    case .either(let types): for type in types { add(type, below: path) }
    case .verbs(let verbs): add(verbs, below: path + ".")
    default: break
    }
  }

  private mutating func add(_ type: VerbType, below path: String) {
    for verb in type.verbs {
      guard let operand = verb.fields.first else { continue }
      rows.append([path + operand.name, operand.type.words, "", verb.summary])
      for field in verb.fields.dropFirst() {
        rows.append([path + "\(operand.name).\(field.name)", field.type.words, field.defaultValue ?? "", field.summary])
      }
    }
  }
}
