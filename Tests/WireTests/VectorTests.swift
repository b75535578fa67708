import Causality
import Foundation
import Records
import Testing
import Wire

/// The signed bytes are fixed for ever: these files were written by version 1 and are never written again.
@Suite struct `Test vectors` {
    @Test(arguments: ["block", "header", "hash", "frame"])
    func `version 1 still writes and reads the same bytes`(name: String) throws {
        let change = sampleChange()
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Vectors")
        let written: [UInt8] =
            switch name {
            case "block": change.block
            case "header": change.headerBytes
            case "hash": change.hash.bytes
            default: Array(Frame([change]).encoded.prefix(1))
            }
        let file = folder.appendingPathComponent(name + ".hex")
        let expected = try String(contentsOf: file, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        if name == "frame" {
            // zstd may pack otherwise from version to version; what it unpacks to may not change.
            let bytes = stride(from: 0, to: expected.count, by: 2).compactMap { place in
                UInt8(expected.dropFirst(place).prefix(2), radix: 16)
            }
            let read = try Frame(encoded: bytes, dossier: .zero).changes
            #expect(read.map(\.headerBytes) == [change.headerBytes])
            #expect(read.map(\.signature) == [change.signature])
            #expect(expected.hasPrefix(hex(written)))
        } else {
            #expect(hex(written) == expected)
        }
    }
}
