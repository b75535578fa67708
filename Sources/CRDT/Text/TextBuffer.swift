/// A text that is edited in place: UTF-8 in chunks of at most two kilobytes.
///
/// Cost: an edit searches the chunks, 16 bytes each, and then one chunk; a text of 100,000 scalars has about 100.
/// Emptied chunks go; others are not joined, so there are at most as many as the text at its longest needed.
struct TextBuffer: Sendable {
    private static let chunkBytes = 1_024

    private var chunks: [Chunk]
    /// Scalars.
    private(set) var count: Int

    private struct Chunk {
        var bytes: [UInt8]
        var scalarCount: Int

        init(_ bytes: ArraySlice<UInt8>) {
            self.bytes = Array(bytes)
            scalarCount = bytes.reduce(0) { $0 + (TextBuffer.isContinuation($1) ? 0 : 1) }
        }

        /// Where the scalar of this number begins.
        func byteOffset(of scalar: Int) -> Int {
            if scalarCount == bytes.count { return scalar }
            if scalar == scalarCount { return bytes.count }
            var left = scalar
            var offset = 0
            while left > 0 {
                offset += 1
                if !TextBuffer.isContinuation(bytes[offset]) { left -= 1 }
            }
            return offset
        }
    }

    init(_ text: String = "") {
        chunks = Self.chunks(of: Array(text.utf8))
        count = chunks.reduce(0) { $0 + $1.scalarCount }
    }

    var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(chunks.reduce(0) { $0 + $1.bytes.count })
        for chunk in chunks { bytes += chunk.bytes }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Precondition: the edit is inside the text.
    mutating func apply(_ edit: TextEdit) {
        // safe: every edit is held to its text when its event is appended.
        precondition(edit.length(after: count) != nil)
        var place = 0
        var offset = edit.position
        while place < chunks.count, offset > chunks[place].scalarCount {
            offset -= chunks[place].scalarCount
            place += 1
        }
        if edit.deletedCount > 0 { delete(edit.deletedCount, at: offset, in: place) }
        if edit.insertedCount > 0 { insert(edit, at: offset, in: place) }
        count += edit.insertedCount - edit.deletedCount
    }

    private mutating func delete(_ count: Int, at offset: Int, in place: Int) {
        var left = count
        var offset = offset
        var place = place
        while left > 0 {
            let here = min(left, chunks[place].scalarCount - offset)
            let first = chunks[place].byteOffset(of: offset)
            let end = chunks[place].byteOffset(of: offset + here)
            chunks[place].bytes.removeSubrange(first..<end)
            chunks[place].scalarCount -= here
            left -= here
            offset = 0
            if chunks[place].bytes.isEmpty { chunks.remove(at: place) } else { place += 1 }
        }
    }

    private mutating func insert(_ edit: TextEdit, at offset: Int, in place: Int) {
        if place == chunks.count { chunks.append(Chunk([])) }
        let first = chunks[place].byteOffset(of: offset)
        chunks[place].bytes.insert(contentsOf: edit.inserted.utf8, at: first)
        chunks[place].scalarCount += edit.insertedCount
        guard chunks[place].bytes.count > 2 * Self.chunkBytes else { return }
        chunks.replaceSubrange(place...place, with: Self.chunks(of: chunks[place].bytes))
    }

    private static func chunks(of bytes: [UInt8]) -> [Chunk] {
        var chunks: [Chunk] = []
        var first = 0
        while first < bytes.count {
            var end = min(first + chunkBytes, bytes.count)
            while end < bytes.count, isContinuation(bytes[end]) { end += 1 }
            chunks.append(Chunk(bytes[first..<end]))
            first = end
        }
        return chunks
    }

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
