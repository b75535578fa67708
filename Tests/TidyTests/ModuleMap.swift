/// The module map of the project: which target may import what. Data flows one way, from the top of the list down.
///
/// `CONTRIBUTING.md` gives each target's purpose; a test holds the two together.
struct ModuleMap {
    struct Module {
        let name: String
        /// Targets above it; what those may import it may import as well.
        let over: [String]
        /// Modules from outside the project, Swift's and the system's among them. Not inherited.
        let libraries: Set<String>

        init(_ name: String, over: [String] = [], libraries: Set<String> = []) {
            self.name = name
            self.over = over
            self.libraries = libraries
        }
    }

    let modules: [Module]

    /// Every target that a file of `target` may import; nil where the map does not know the target.
    func imports(of target: String) -> Set<String>? {
        guard let module = modules.first(where: { $0.name == target }) else { return nil }
        var allowed = module.libraries
        for name in module.over {
            allowed.insert(name)
            allowed.formUnion(targets(above: name))
        }
        return allowed
    }

    private func targets(above name: String) -> Set<String> {
        guard let module = modules.first(where: { $0.name == name }) else { return [] }
        return module.over.reduce(into: []) { all, next in
            all.insert(next)
            all.formUnion(targets(above: next))
        }
    }
}

extension ModuleMap {
    /// The targets that take time, randomness and messages as arguments.
    static let core: Set<String> = [
        "Causality", "CRDT", "Records", "Wire", "Trust", "Store", "Sync", "Replica", "Reports",
        "Simulator",
    ]

    static let liaison = ModuleMap(modules: [
        Module("Causality"),
        Module("CRDT", over: ["Causality"]),
        Module("Records", over: ["CRDT"]),
        Module("Wire", over: ["Records"], libraries: ["CZstd", "Crypto"]),
        Module(
            "Trust", over: ["Wire"],
            libraries: ["Crypto", "X509", "SwiftASN1", "Foundation", "Glibc"]),
        Module(
            "Store", over: ["Trust"],
            libraries: ["CWitness", "GRDB", "GRDBSQLite", "Foundation", "Glibc", "Synchronization"]),
        Module("Sync", over: ["Wire"]),
        Module(
            "Replica", over: ["Store", "Sync"],
            libraries: ["Foundation", "Glibc", "Dispatch"]),
        Module("Reports", over: ["Replica"]),
        Module("CurlClient", libraries: ["CCurl", "Foundation", "Glibc", "Dispatch"]),
        Module(
            "SyncHTTP", over: ["Replica", "CurlClient"],
            libraries: ["Foundation", "Dispatch"]),
        Module(
            "SyncServer", over: ["SyncHTTP"],
            libraries: [
                "HummingbirdCore", "HummingbirdTLS", "HTTPTypes", "Logging",
                "NIOConcurrencyHelpers", "NIOCore", "NIOHTTPTypes", "NIOPosix", "NIOSSL", "NIOTLS",
                "ServiceLifecycle", "Glibc",
            ]),
        Module(
            "Daemon", over: ["SyncServer"],
            libraries: [
                "Yams", "Logging", "ServiceLifecycle", "UnixSignals", "NIOConcurrencyHelpers",
                "Foundation", "Glibc", "Dispatch",
            ]),
        Module(
            "Commands", over: ["SyncHTTP", "Reports"],
            libraries: ["ArgumentParser", "Yams", "Foundation", "Glibc", "Dispatch"]),
        Module("Simulator", over: ["Replica"], libraries: ["Foundation", "Glibc"]),
        Module("liaison", over: ["Commands"]),
        Module("liaisond", over: ["Daemon"], libraries: ["ArgumentParser", "Foundation"]),
        Module(
            "simulate", over: ["Simulator"], libraries: ["ArgumentParser", "Foundation", "Glibc"]),
        Module(
            "bench", over: ["Replica"],
            libraries: ["ArgumentParser", "GRDB", "GRDBSQLite", "Foundation", "Glibc", "Dispatch"]),
    ])
}
