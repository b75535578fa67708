import CZstd

/// Compression by the system's libzstd, with the decompressed size bounded before anything is allocated.
package enum Zstd {
    /// What compression may cost.
    package enum Effort: Int32, Sendable {
        /// On the disk: an eighth larger than ``wire``, at twice its speed.
        case disk = 1
        /// On its way to a peer.
        case wire = 3
    }

    package static func compress(_ bytes: UnsafeRawBufferPointer, _ effort: Effort) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            let size = ZSTD_compress(
                buffer.baseAddress, bound, bytes.baseAddress, bytes.count, effort.rawValue)
            // safe: the bound is zstd's own for this length.
            precondition(ZSTD_isError(size) == 0, "zstd refuses a buffer of its own bound")
            count = size
        }
    }

    /// - Throws: ``WireError`` when the bytes are not one whole zstd frame or say that they hold more than `limit`.
    package static func decompress(
        _ bytes: UnsafeRawBufferPointer, limit: Int
    ) throws(WireError) -> [UInt8] {
        let size = ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count)
        guard size != UInt64.max - 1, size != UInt64.max else {
            throw .malformed("a compressed part")
        }
        guard size <= UInt64(limit) else { throw .tooLarge("a compressed part") }
        var failed = false
        let result = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
            let read = ZSTD_decompress(
                buffer.baseAddress, Int(size), bytes.baseAddress, bytes.count)
            failed = ZSTD_isError(read) != 0 || read != Int(size)
            count = failed ? 0 : read
        }
        guard !failed else { throw .malformed("a compressed part") }
        return result
    }
}
