import Replica
import Store
import Wire

/// What `--version` prints: this build, and the formats that it speaks.
enum Version {
    static let number = "0.1.0"

    static var text: String {
        "liaison \(number) (protocol \(BlockView.version), fold \(Replica.foldVersion), "
            + "schema \(Store.schemaVersion))"
    }
}
