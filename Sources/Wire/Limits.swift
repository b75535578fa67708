/// The size limits of format version 1. They are part of the format: every node refuses what passes them, and an edit
/// beyond them is split or refused before it is called saved.
package enum Limits {
    package static let headerBytes = 64 << 10
    package static let blockBytes = 1 << 20
    package static let dependencies = 1024
    package static let authorBytes = 256
    package static let messageBytes = 4096
    package static let nameBytes = 255
    package static let names = 4096
    package static let chainPoints = 16384
    package static let recordsPerChange = 1000
    package static let recordHeads = 4096
    package static let operationsPerRecord = 16384
    package static let keyBytes = 4096
    package static let rangesPerOperation = 16384
    /// Changes that all ranges and heads of a block may name together, each as often as it is named.
    package static let pointsPerChange: UInt64 = 1 << 22
    package static let payloadBytes = 512 << 10
    package static let valuesPerWrite = 1024
}
