import Causality
import Records
import Testing
import Wire

@Suite struct `The format` {
    @Test(
        arguments: [
            (0, "00"), (127, "7f"), (128, "8001"), (300, "ac02"),
            (UInt64.max, "ffffffffffffffffff01"),
        ] as [(UInt64, String)])
    func `a number has one encoding`(number: UInt64, expected: String) throws {
        var writer = ByteWriter()
        writer.varint(number)
        #expect(hex(writer.bytes) == expected)
        #expect(
            try writer.bytes.reading { (reader) throws(WireError) in try reader.varint() } == number
        )
    }

    @Test(
        arguments: [
            [0x80, 0x00], [0xFF, 0x80, 0x00], [0x80],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02],
        ] as [[UInt8]])
    func `a number in another form is refused`(bytes: [UInt8]) {
        #expect(throws: WireError.self) {
            try bytes.reading { (reader) throws(WireError) in try reader.varint() }
        }
    }

    @Test func `a value comes back as it was, the unknown included`() throws {
        let values: [Value] = [
            .null, .bool(false), .bool(true), .int(0), .int(-1), .int(.min), .int(.max),
            .decimal("41.60"), .text(""), .text("Kraków 🇵🇱"),
            .reference(RecordID(high: 1, low: .max)),
            .json("[1,{\"a\":null}]"), .unknown(tag: 99, bytes: [1, 2, 3]),
        ]
        for value in values { #expect(try Value(canonicalBytes: value.canonicalBytes) == value) }
    }

    @Test func `values are equal when their bytes are`() {
        #expect(Value.text("caf\u{E9}") != Value.text("cafe\u{301}"))
        #expect(Set([Value.text("\u{E9}"), .text("e\u{301}"), .text("\u{E9}")]).count == 2)
        #expect(Value.text("1") != Value.json("1"))
    }

    @Test func `a name that is not plain ASCII is refused`() {
        for name in ["caf\u{E9}", "two words", "tab\t"] {
            var writer = ByteWriter()
            writer.byte(1)
            writer.string("")
            writer.string("")
            writer.varint(0)
            writer.varint(1)
            writer.string(name)
            writer.varint(0)
            #expect(throws: WireError.malformed("a name that is not printable ASCII")) {
                try BlockView(writer.bytes)
            }
        }
    }

    @Test func `text that is not UTF-8 is refused`() {
        #expect(throws: WireError.self) { try Value(canonicalBytes: [5, 2, 0xC3, 0x28]) }
        #expect(throws: WireError.self) { try values(ofPayload: [1, 5, 1, 0xFF]) }
    }

    @Test func `a header comes back as it was`() throws {
        for number in [1, 2] as [UInt64] {
            let header = sampleHeader(block: sampleBlock(), number: number)
            let read = try header.encoded.reading { (reader) throws(WireError) in
                try ChangeHeader(&reader)
            }
            #expect(read == header)
        }
    }

    @Test func `a block comes back as it was`() throws {
        let bytes = sampleBlock()
        let view = try BlockView(bytes)
        #expect(view.author == "Anna")
        #expect(view.message == "why")
        #expect(view.chains == [hashA, hashB])
        #expect(view.names == ["", "end", "partners", "remarks", "shares", "thing", "title"])
        #expect(view.sections.map(\.record) == [RecordID(high: 1, low: 2)])
        #expect(view.points == [.init(chain: 0, number: 7)])
        #expect(view.operations.map(\.type) == [6, 1, 2, 4, 3, 40])
        #expect(view.ranges == [.init(chain: 0, first: 3, last: 3)])
        #expect(Array(bytes[view.operations[5].payload]) == [1, 2, 3])
    }

    @Test func `a change whose block is another one is refused`() throws {
        let change = sampleChange()
        var block = change.block
        block[block.count - 1] ^= 1
        #expect(throws: WireError.self) {
            try SignedChange(
                headerBytes: change.headerBytes, block: block, personal: [], signature: nil)
        }
    }

    /// Every shorter prefix and every flipped bit is refused or is another value: never a trap, never taken for this one.
    @Test func `damaged headers, blocks, frames and messages are refused or differ`() throws {
        let change = sampleChange()
        let frame = Frame([change]).encoded
        let message = SyncMessage.push(
            SyncMessage.Changes(
                introductions: [[1, 2]], frame: frame, throughSeq: 3, hasMore: true)
        ).encoded
        let readers: [(bytes: [UInt8], read: ([UInt8]) throws -> [UInt8])] = [
            (
                change.headerBytes,
                { bytes in
                    try bytes.reading { (reader) throws(WireError) in try ChangeHeader(&reader) }
                        .encoded
                }
            ),
            (
                change.block,
                { bytes in
                    _ = try BlockView(bytes)
                    return bytes
                }
            ),
            (message, { bytes in try SyncMessage(encoded: bytes).encoded }),
        ]
        for (bytes, read) in readers {
            #expect(try read(bytes) == bytes)
            for length in bytes.indices {
                #expect(throws: WireError.self) { try read(Array(bytes.prefix(length))) }
            }
            for place in bytes.indices {
                for bit in 0..<8 {
                    var damaged = bytes
                    damaged[place] ^= 1 << bit
                    if let read = try? read(damaged) { #expect(read == damaged) }
                }
            }
        }
        for length in frame.indices {
            #expect(throws: WireError.self) {
                try Frame(encoded: Array(frame.prefix(length)), dossier: .zero)
            }
        }
    }

    @Test func `a frame that says it holds more than the limit is refused before it is unpacked`() {
        let zeros = [UInt8](repeating: 0, count: Frame.bytesMax + 1)
        let bomb = [Frame.version] + zeros.withUnsafeBytes { Zstd.compress($0, .wire) }
        #expect(bomb.count < 10_000)
        #expect(throws: WireError.tooLarge("a compressed part")) {
            try Frame(encoded: bomb, dossier: .zero)
        }
    }

    @Test func `a frame carries changes bit for bit, and each author's last signature alone`()
        throws
    {
        var changes: [SignedChange] = []
        var previous: ChangeHash?
        for number in 1...5 as ClosedRange<UInt64> {
            let block = sampleBlock()
            let header = ChangeHeader(
                dossier: .zero, replica: replicaA, number: number, previous: previous,
                lamport: number, wallMs: 1_700_000_000_000 - number * 1000,
                dependencies: number == 3 ? [hashA, hashB] : [], blockHash: Hashing.sha256(block))
            let change = SignedChange(
                header: header, headerBytes: header.encoded,
                hash: Hashing.sha256(header.encoded), block: block,
                signature: Array(repeating: UInt8(number), count: 64))
            previous = change.hash
            changes.append(change)
        }
        let read = try Frame(encoded: Frame(changes).encoded, dossier: .zero).changes
        #expect(read.map(\.headerBytes) == changes.map(\.headerBytes))
        #expect(read.map(\.hash) == changes.map(\.hash))
        #expect(read.map(\.block) == changes.map(\.block))
        #expect(read.map { $0.signature != nil } == [false, false, false, false, true])
    }
}

@Suite struct `Little that asks for much` {
    @Test func `a frame whose headers fill the memory once they are made again is refused`() {
        // A list of hashes as long as a header may name, and changes that each name all of them in two bytes apiece.
        var plain = ByteWriter()
        plain.varint(1)
        plain.replica(replicaA)
        plain.varint(Limits.dependencies)
        for number in 0..<Limits.dependencies {
            plain.digest(Digest256((0, 0, 0, UInt64(number))))
        }
        let changes = 3000
        plain.varint(changes)
        for number in 1...changes {
            plain.byte(number == 1 ? 0 : 1)
            plain.varint(0)
            plain.varint(number)
            plain.varint(number)
            plain.varint(0)
            plain.varint(Limits.dependencies)
            for index in 0..<Limits.dependencies { plain.varint(index) }
            plain.varint(0)
            plain.varint(0)
        }
        #expect(plain.bytes.count < Frame.bytesMax)
        let packed = [Frame.version] + plain.bytes.withUnsafeBytes { Zstd.compress($0, .wire) }
        #expect(packed.count < 100_000)
        #expect(throws: WireError.tooLarge("a frame's changes")) {
            try Frame(encoded: packed, dossier: .zero)
        }
    }

    @Test func `a reason of any length can be read by whoever is refused`() throws {
        for reason in [
            String(repeating: "é", count: 5000), "e" + String(repeating: "\u{301}", count: 9000),
        ] {
            let read = try SyncMessage(encoded: SyncMessage.refused(reason).encoded)
            guard case .refused(let text) = read else { throw WireError.malformed("another") }
            #expect(reason.unicodeScalars.starts(with: text.unicodeScalars))
            #expect(text.utf8.count > 3900)
        }
    }
}
