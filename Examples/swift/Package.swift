// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "toolbox",
  platforms: [.macOS(.v15)],
  // In a project of your own: .package(url: …, exact: …)
  dependencies: [.package(name: "scenario", path: "../..")],
  targets: [
    .executableTarget(name: "toolbox", dependencies: [.product(name: "ScenarioKit", package: "scenario")])
  ]
)
