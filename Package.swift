// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "scenario",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "scenario", targets: ["scenario"]), .library(name: "ScenarioKit", targets: ["ScenarioKit"]),
  ],
  dependencies: [
    // The command line: parsing, help, completions. The field's standard; imported by ScenarioCommand alone.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // The local server of `http`: an event loop and an HTTP/1 codec that are kept up. Imported by ScenarioServer alone.
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
  ],
  targets: [
    // YAML events: libyaml, the reference C parser, as Debian packages it.
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    // The `compress` and `decompress` workloads: zlib, what most programs compress with.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    // The `database` workload's own database: SQLite, the embedded one that is everywhere.
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    // The `database` workload with a `url`: libpq's functions bound at run time, since it loads some thirty libraries.
    .target(name: "CPostgres"),
    // The `regex` workload: PCRE2, which can be stopped when a pattern backtracks for ever; Swift's Regex cannot.
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    // What Swift cannot express: futex, pidfd, pause, file locks by variadic calls.
    .target(name: "CPlatform"),
    // libcurl's header, and its functions bound at run time: linking it would slow every start by 10 ms.
    .target(name: "CCurl"),

    .target(name: "ScenarioSyntax", dependencies: ["CLibYAML"]),
    .target(name: "ScenarioModel", dependencies: ["ScenarioSyntax"]),
    .target(
      name: "ScenarioEngine",
      dependencies: [
        "ScenarioModel", "ScenarioSyntax", "CPlatform", "CCurl", "CZlib", "CPCRE2", "CSQLite", "CPostgres",
      ],
      exclude: ["Workloads/Python/host.py"]),
    .target(name: "ScenarioReport", dependencies: ["ScenarioModel", "ScenarioSyntax"]),
    .target(
      name: "ScenarioServer",
      dependencies: [
        "ScenarioModel", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    .target(
      name: "ScenarioCommand",
      dependencies: [
        "ScenarioSyntax", "ScenarioModel", "ScenarioEngine", "ScenarioReport", "ScenarioServer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "scenario", dependencies: ["ScenarioCommand"]),
    // What programs with workloads, executors or reporters of their own are built with: all that is public.
    .target(
      name: "ScenarioKit",
      dependencies: ["ScenarioCommand", "ScenarioEngine", "ScenarioModel", "ScenarioReport", "ScenarioSyntax"]),

    .target(
      name: "Support", dependencies: ["ScenarioSyntax", "ScenarioModel", "CPlatform"], path: "Tests/Support",
      exclude: ["Classical/Programs"]),
    .testTarget(
      name: "ScenarioSyntaxTests", dependencies: ["ScenarioSyntax", "Support"], exclude: ["Fixtures"]),
    .testTarget(
      name: "ScenarioModelTests", dependencies: ["ScenarioModel", "ScenarioSyntax", "Support"], exclude: ["Fixtures"]),
    .testTarget(
      name: "ScenarioEngineTests",
      dependencies: ["ScenarioEngine", "ScenarioModel", "ScenarioSyntax", "CPlatform", "Support"]),
    .testTarget(
      name: "ScenarioReportTests", dependencies: ["ScenarioReport", "ScenarioModel", "ScenarioSyntax", "Support"],
      exclude: ["Golden"]),
    .testTarget(
      name: "ScenarioKitTests",
      dependencies: [
        "ScenarioKit", "ScenarioCommand", "ScenarioEngine", "ScenarioModel", "ScenarioReport", "ScenarioSyntax",
        "Support",
      ]),
    .testTarget(name: "EndToEndTests", dependencies: ["scenario", "Support"]),
  ],
  swiftLanguageModes: [.v6]
)
