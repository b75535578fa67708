import Foundation
import Records
import Replica

/// Replicas as the benchmark makes and opens them.
enum Node {
    /// An empty node; the database stands when this returns.
    static func create(_ path: String, schema: Schema, name: String = "bench") throws -> Replica {
        try Replica.create(
            in: DataDirectory(path), deviceName: name, author: name, schema: schema,
            environment: environment)
    }

    static func open(_ path: String, schema: Schema) throws -> Replica {
        try Replica.open(DataDirectory(path), schema: schema, environment: environment)
    }

    private static let environment = Environment(
        nowMs: { UInt64(Date().timeIntervalSince1970 * 1000) },
        randomBytes: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
        }, machine: "bench")
}
