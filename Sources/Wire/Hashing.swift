package import Causality
import Crypto
package import Records

/// SHA-256 over a few runs of bytes, in the order given.
package enum Hashing {
    package static func sha256(_ bytes: UnsafeRawBufferPointer) -> Digest256 {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize().withUnsafeBytes { Digest256($0) }
    }

    package static func sha256(_ parts: [UInt8]...) -> Digest256 {
        var hash = SHA256()
        for part in parts {
            part.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return hash.finalize().withUnsafeBytes { Digest256($0) }
    }
}

extension RecordID {
    /// The id of an imported record: made from dossier and file key, so the same file imported on two nodes makes the
    /// same record.
    package static func imported(dossier: DossierID, key: String) -> RecordID {
        let hash = Hashing.sha256(Array("liaison record\0".utf8), dossier.bytes, Array(key.utf8))
        return RecordID(high: hash.words.0, low: hash.words.1)
    }
}
