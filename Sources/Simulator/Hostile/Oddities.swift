import CRDT
package import Causality
package import Records
package import Trust
package import Wire

/// Changes as a member may sign them who keeps to the format and to nothing else; the seed decides all of it.
///
/// Most are well-formed by every rule that can be checked from a change's own bytes and its causal past, and odd in all
/// that they say: values, types, keys, names, stamps. The rest break one such rule or another, and are refused.
package final class Oddities {
    /// What a peer must know before it can check who signed.
    package let introductions: [Introduction]
    private let dice: Dice
    private let schema: Schema
    private let values: OddValues
    private let dossier: DossierID
    private let authors: [SigningKey]
    private var known: [Known] = []
    /// Whether those that break rules name changes outside their causal past.
    package var namesAnything = false
    private let ids: [RecordID]

    /// A change that may be named, and everything in its causal past, by place in `known`.
    private struct Known {
        let hash: ChangeHash
        let replica: ReplicaID
        let number: UInt64
        let lamport: UInt64
        let past: Set<Int>
    }

    /// More than this are not named: the oldest are forgotten.
    private static let knownMost = 160

    package init(seed: UInt64, schema: Schema, dossier: DossierID = .zero) throws {
        dice = Dice(seed: seed)
        self.schema = schema
        self.dossier = dossier
        ids = (1...6 as ClosedRange<UInt64>).map { RecordID(high: 0x0DD, low: $0) }
        values = OddValues(dice: dice, schema: schema, records: ids)
        var authors: [SigningKey] = []
        var introductions: [Introduction] = []
        for number in 0..<3 {
            guard let key = SigningKey(seed: dice.bytes(SigningKey.seedBytes)) else { continue }
            // The third is a later incarnation of the first.
            let former = number == 2 ? authors.first : nil
            introductions.append(
                try Introduction(
                    key, device: former?.publicKey.device, introducer: former,
                    name: String(values.word.prefix(40))))
            authors.append(key)
        }
        self.authors = authors
        self.introductions = introductions
    }

    /// A change of somebody else's, which may be named from now on.
    package func learn(_ change: SignedChange) {
        guard !known.contains(where: { $0.hash == change.hash }) else { return }
        let header = change.header
        add(
            change, parents: (header.previous.map { [$0] } ?? []) + header.dependencies)
    }

    private func add(_ change: SignedChange, parents: [ChangeHash]) {
        var past: Set<Int> = []
        for parent in parents {
            guard let place = known.lastIndex(where: { $0.hash == parent }) else { continue }
            past.insert(place)
            past.formUnion(known[place].past)
        }
        known.append(
            Known(
                hash: change.hash, replica: change.header.replica, number: change.header.number,
                lamport: change.header.lamport, past: past))
    }

    /// Forgets what the peers refused: what follows it would only wait.
    package func settle(_ isHeld: (ChangeHash) throws -> Bool) rethrows {
        var places: [Int: Int] = [:]
        var kept: [Known] = []
        let first = max(0, known.count - Self.knownMost)
        for (place, one) in known.enumerated() where place >= first {
            guard try isHeld(one.hash) else { continue }
            places[place] = kept.count
            kept.append(
                Known(
                    hash: one.hash, replica: one.replica, number: one.number, lamport: one.lamport,
                    past: Set(one.past.compactMap { places[$0] })))
        }
        known = kept
    }

    // MARK: A change

    /// The next change, signed.
    package func next() throws -> SignedChange {
        let author = authors[dice.below(authors.count)]
        let replica = author.publicKey.replica
        let breaks = dice.chance(120)
        let own = known.indices.filter { known[$0].replica == replica }
        // The newest, seldom an earlier one or none: then it forks.
        var before = own.last
        if dice.chance(60) { before = dice.chance(500) ? dice.pick(own) : nil }
        if breaks, dice.chance(200) { before = dice.pick(Array(known.indices)) }
        let dependencies = self.dependencies(besides: before, breaks: breaks)
        var past = Set(dependencies)
        if let before { past.insert(before) }
        for place in past { past.formUnion(known[place].past) }
        let block = self.block(past, breaks: breaks).encoded
        let personal = dice.chance(50) ? self.block(past, breaks: breaks).encoded : []
        var number = before.map { known[$0].number &+ 1 } ?? 1
        var lamport = (past.map { known[$0].lamport }.max() ?? 0) &+ 1
        if breaks, dice.chance(200) { lamport = pick([lamport &+ 1, 1, (1 << 62) - 1]) }
        if breaks, dice.chance(100), before != nil {
            number = pick([2, (1 << 40) - 1, number &+ 1])
        }
        // Beyond these its bytes are no header, and nobody takes the frame.
        number = min(number, (1 << 40) - 1)
        lamport = min(lamport, (1 << 62) - 1)
        let header = ChangeHeader(
            dossier: breaks && dice.chance(50) ? Hashing.sha256([1]) : dossier, replica: replica,
            number: number, previous: number == 1 ? nil : before.map { known[$0].hash },
            lamport: lamport, wallMs: pick(Self.times),
            dependencies: dependencies.map { known[$0].hash }.sorted(),
            rosterHeads: dice.chance(20) ? [Hashing.sha256(dice.bytes(4))] : [],
            blockHash: Hashing.sha256(block),
            personalHash: personal.isEmpty ? nil : Hashing.sha256(personal))
        let change = try author.sign(header, block: block, personal: personal)
        add(change, parents: (header.previous.map { [$0] } ?? []) + header.dependencies)
        return change
    }

    /// Heads that no other covers, the predecessor left out; any at all where the rules are broken.
    private func dependencies(besides before: Int?, breaks: Bool) -> [Int] {
        var chosen: Set<Int> = []
        for _ in 0..<dice.below(4) {
            if let place = dice.pick(Array(known.indices)), place != before { chosen.insert(place) }
        }
        if breaks, dice.chance(300) { return chosen.sorted() }
        let covered = (chosen.map { $0 } + (before.map { [$0] } ?? [])).reduce(into: Set<Int>()) {
            $0.formUnion(known[$1].past)
        }
        return chosen.filter { !covered.contains($0) }.sorted()
    }

    private func pick<T>(_ all: [T]) -> T { all[dice.below(all.count)] }

    private static let times: [UInt64] = [
        0, 1, 1_700_000_000_000, 1_772_355_600_000, (1 << 62) - 1, .max, UInt64(Int64.max),
        4_102_444_800_000, 253_402_300_800_000, 1_772_355_600_001,
    ]

    // MARK: A block

    private func block(_ past: Set<Int>, breaks: Bool) -> OddBlock {
        var block = OddBlock()
        block.author = fitted(values.word, Limits.authorBytes)
        block.message = fitted(dice.chance(500) ? "" : values.word, Limits.messageBytes)
        var named: [ChangeHash: UInt64] = [:]
        let reach =
            breaks && namesAnything && dice.chance(400) ? Array(known.indices) : past.sorted()
        for _ in 0..<dice.below(5) {
            if let place = dice.pick(reach) { named[known[place].hash] = known[place].number }
        }
        if breaks, dice.chance(100) { named[Hashing.sha256(dice.bytes(8))] = 3 }
        block.chains = named.keys.sorted()
        let ends = block.chains.map { named[$0] ?? 1 }
        let count = dice.chance(15) ? 40 : 1 + dice.below(3)
        for _ in 0..<count { block.sections.append(section(ends, breaks)) }
        return block
    }

    private func fitted(_ text: String, _ most: Int) -> String {
        text.utf8.count <= most ? text : ""
    }

    private func section(_ ends: [UInt64], _ breaks: Bool) -> OddBlock.Section {
        let kind = dice.pick(schema.kinds)
        let isKnown = dice.chance(900)
        var section = OddBlock.Section(
            kind: isKnown ? kind?.name ?? "" : values.name, record: pick(ids))
        for (chain, end) in ends.enumerated() where dice.chance(500) {
            let number = dice.chance(700) ? end : 1 + UInt64(dice.below(Int(clamping: end)))
            section.shown.append(
                .init(chain: chain, number: breaks && dice.chance(200) ? end &+ 8559 : number))
        }
        let count = dice.chance(20) ? 30 : 1 + dice.below(4)
        for _ in 0..<count {
            section.operations.append(operation(isKnown ? kind : nil, ends, breaks))
        }
        return section
    }

    private func operation(
        _ kind: Kind?, _ ends: [UInt64], _ breaks: Bool
    ) -> OddBlock.Operation {
        if dice.chance(120) { return deed(ends, breaks) }
        var field = kind.flatMap { dice.pick($0.fields) }
        if dice.chance(80) { field = dice.pick(schema.kinds).flatMap { dice.pick($0.fields) } }
        if dice.chance(120) { field = nil }
        let name = field?.name ?? values.name
        var type = (field?.storedType ?? dice.pick(StoredType.allCases))?.rawValue ?? 1
        if dice.chance(150) { type = dice.pick(StoredType.allCases)?.rawValue ?? 1 }
        if dice.chance(30) { type = UInt8(7 + dice.below(57)) }
        if name.isEmpty { type = UInt8(7 + dice.below(57)) }
        var operation = OddBlock.Operation(field: name, type: type)
        operation.superseded = ranges(ends, breaks)
        guard let stored = StoredType(rawValue: type) else {
            operation.key = dice.chance(300) ? values.key(for: nil) : []
            operation.payload = dice.bytes(dice.below(40))
            return operation
        }
        switch stored {
        case .register, .text:
            if breaks, dice.chance(50) { operation.key = values.key(for: nil) }
        case .set: operation.key = values.key(for: field?.type)
        case .map, .entryLog: operation.key = values.key(for: field?.keyType)
        }
        operation.payload = payload(stored, field?.type, removes: !operation.superseded.isEmpty)
        return operation
    }

    private func payload(_ stored: StoredType, _ type: FieldType?, removes: Bool) -> [UInt8] {
        var written: [Value] = []
        var count = dice.chance(850) ? 1 : 2 + dice.below(4)
        if stored == .set { count = removes && dice.chance(400) ? 0 : 1 }
        for _ in 0..<count { written.append(values.value(for: type)) }
        var writer = ByteWriter()
        if stored == .text, dice.chance(200) {
            for _ in 0..<(1 + dice.below(2)) { writer.varint(0) }
        }
        writer.varint(written.count)
        for value in written { writer.value(value) }
        guard writer.bytes.count <= Limits.payloadBytes else { return [1, ValueTag.null] }
        return writer.bytes
    }

    /// Withdraws or reinstates.
    private func deed(_ ends: [UInt64], _ breaks: Bool) -> OddBlock.Operation {
        var operation = OddBlock.Operation(field: "", type: OperationType.lifecycle)
        operation.superseded = ranges(ends, breaks)
        var writer = ByteWriter()
        if dice.chance(650) {
            writer.byte(OperationType.Deed.withdraw.rawValue)
            OddBlock.write(ranges(ends, breaks), &writer)
        } else {
            writer.byte(OperationType.Deed.reinstate.rawValue)
        }
        operation.payload = writer.bytes
        return operation
    }

    /// In order, apart from each other and within what they name; or anything, where the rules are broken.
    private func ranges(_ ends: [UInt64], _ breaks: Bool) -> [BlockView.NamedRange] {
        guard !ends.isEmpty, dice.chance(550) else { return [] }
        if breaks, dice.chance(400) {
            return (0...dice.below(6)).map { _ in
                let first = 1 &+ UInt64(dice.below(12))
                let more: UInt64 = pick([0, 1, 5, 1 << 20, (1 << 40) - 20])
                return .init(chain: dice.below(ends.count), first: first, last: first &+ more)
            }
        }
        var ranges: [BlockView.NamedRange] = []
        for (chain, end) in ends.enumerated() where dice.chance(700) {
            var first: UInt64 = dice.chance(600) ? 1 : 1 + UInt64(dice.below(Int(clamping: end)))
            while first <= end {
                let last = dice.chance(600) ? end : first
                ranges.append(.init(chain: chain, first: first, last: last))
                first = last &+ 2 &+ UInt64(dice.below(3))
            }
        }
        return ranges
    }
}
