// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is built the same way: Swift 6, no implicit existential, no leaked import, no warning.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let grdb: [Target.Dependency] = [
    .product(name: "GRDB", package: "GRDB.swift"),
    .product(name: "GRDBSQLite", package: "GRDB.swift"),
]
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// A target names every module of ours that it imports, not the uppermost alone: what is not named is not built again when it
// changes.
let values: [Target.Dependency] = ["Causality", "CRDT", "Records", "Wire"]
let node = values + ["Trust", "Store", "Sync", "Replica"]

// The module map. Data flows one way, top to bottom; `Tests/TidyTests` holds the imports to it.
let package = Package(
    name: "liaison",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "liaison", targets: ["liaison"]),
        .executable(name: "liaisond", targets: ["liaisond"]),
        .executable(name: "simulate", targets: ["simulate"]),
        .executable(name: "bench", targets: ["bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // libcurl is loaded by the first request, not with the program: a command that talks to nobody starts at once.
        .target(name: "CCurl"),
        .target(name: "CWitness"),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

        .target(name: "Causality", swiftSettings: strict),
        .target(name: "CRDT", dependencies: ["Causality"], swiftSettings: strict),
        .target(name: "Records", dependencies: ["CRDT", "Causality"], swiftSettings: strict),
        .target(
            name: "Wire", dependencies: ["Causality", "CRDT", "Records", "CZstd", crypto],
            swiftSettings: strict),
        .target(
            name: "Trust",
            dependencies: values + [
                crypto, x509, .product(name: "SwiftASN1", package: "swift-asn1"),
            ], swiftSettings: strict),
        .target(
            name: "Store", dependencies: values + ["Trust", "CWitness"] + grdb,
            swiftSettings: strict),
        .target(name: "Sync", dependencies: values, swiftSettings: strict),
        .target(
            name: "Replica", dependencies: values + ["Trust", "Store", "Sync"],
            swiftSettings: strict),
        .target(name: "Reports", dependencies: node, swiftSettings: strict),
        .target(name: "CurlClient", dependencies: ["CCurl"], swiftSettings: strict),
        .target(
            name: "SyncHTTP", dependencies: node + ["CurlClient", logging],
            swiftSettings: strict),
        .target(
            name: "SyncServer",
            dependencies: node + [
                "SyncHTTP", logging,
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),
        .target(
            name: "Daemon",
            dependencies: node + [
                "CurlClient", "SyncHTTP", "SyncServer", yams, logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
            ], swiftSettings: strict),
        .target(
            name: "Commands",
            dependencies: node + ["CurlClient", "SyncHTTP", "Reports", arguments, yams],
            swiftSettings: strict),
        .target(name: "Simulator", dependencies: node, swiftSettings: strict),

        .executableTarget(
            name: "liaison", dependencies: node + ["Commands"], swiftSettings: strict),
        .executableTarget(
            name: "liaisond", dependencies: node + ["SyncHTTP", "Daemon", arguments],
            swiftSettings: strict),
        .executableTarget(
            name: "simulate", dependencies: values + ["Simulator", arguments], swiftSettings: strict
        ),
        .executableTarget(
            name: "bench", dependencies: node + [arguments] + grdb, swiftSettings: strict),

        .testTarget(name: "CausalityTests", dependencies: ["Causality"], swiftSettings: strict),
        .testTarget(name: "CRDTTests", dependencies: ["Causality", "CRDT"], swiftSettings: strict),
        .testTarget(name: "RecordsTests", dependencies: values, swiftSettings: strict),
        .testTarget(
            name: "WireTests", dependencies: values, exclude: ["Vectors"], swiftSettings: strict),
        .testTarget(name: "TrustTests", dependencies: values + ["Trust"], swiftSettings: strict),
        .testTarget(
            name: "StoreTests", dependencies: values + ["Trust", "Store"] + grdb,
            swiftSettings: strict),
        .testTarget(name: "SyncTests", dependencies: values + ["Sync"], swiftSettings: strict),
        .testTarget(name: "ReplicaTests", dependencies: node + grdb, swiftSettings: strict),
        .testTarget(
            name: "ReportsTests", dependencies: node + ["Reports"] + grdb, exclude: ["Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "SyncHTTPTests", dependencies: node + ["CurlClient", "SyncHTTP", "SyncServer"],
            swiftSettings: strict),
        .testTarget(
            name: "DaemonTests", dependencies: node + ["SyncHTTP", "SyncServer", "Daemon"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandsTests", dependencies: node + ["SyncHTTP", "Reports", "Commands"],
            swiftSettings: strict),
        .testTarget(
            name: "SimulatorTests", dependencies: node + ["Simulator", "simulate"],
            swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: node + ["Reports", "Commands", "Simulator"],
            exclude: ["Fuzzer"],
            swiftSettings: strict),
        .testTarget(
            name: "ProgramTests", dependencies: node + ["Commands", "liaison", "liaisond"],
            exclude: ["Faults"], swiftSettings: strict),
        .testTarget(
            name: "HostileTests",
            dependencies: [
                "CZstd", "liaison", "liaisond", crypto, x509,
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ], swiftSettings: strict),
        .testTarget(name: "BenchTests", dependencies: values + ["bench"], swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ]
)
