import CRDT
import Causality
import Records
import Replica
import Store
import Testing
import Trust
import Wire

/// Blocks that keep to the form and to nothing else, one for each thing that once stopped a node.
struct OddBlockTests {
    /// Somebody who signs what they like, one change after another.
    private final class Signer {
        private let key: SigningKey
        let introduction: Introduction
        private(set) var last: SignedChange?

        init() throws {
            key = try #require(SigningKey(seed: [UInt8](repeating: 7, count: 32)))
            introduction = try Introduction(key, device: nil, introducer: nil, name: "odd")
        }

        func sign(_ block: [UInt8], personal: [UInt8] = []) throws -> SignedChange {
            let number = (last?.header.number ?? 0) + 1
            let header = ChangeHeader(
                dossier: .zero, replica: introduction.replica, number: number,
                previous: last?.hash, lamport: number, wallMs: 1, dependencies: [],
                blockHash: Hashing.sha256(block),
                personalHash: personal.isEmpty ? nil : Hashing.sha256(personal))
            let change = try key.sign(header, block: block, personal: personal)
            last = change
            return change
        }
    }

    /// One write of a field of record `one`.
    private func block(
        _ field: String, _ type: StoredType, key: [UInt8] = [], _ value: Value,
        chains: [ChangeHash] = [], shown: [BlockView.NamedPoint] = []
    ) -> [UInt8] {
        var writer = BlockWriter(
            author: "odd", message: "", chains: chains, names: ["thing", field])
        writer.beginRecord(one, kind: writer.index(of: "thing"), shown: shown)
        writer.operation(
            field: writer.index(of: field), type: type.rawValue, key: key, payload: payload([value])
        )
        return writer.finish()
    }

    @Test func `a head beyond the change that a block names stops no history`() throws {
        let (node, signer) = (try Node("a"), try Signer())
        let first = try signer.sign(block("title", .register, .text("first")))
        let second = try signer.sign(
            block(
                "title", .register, .text("second"), chains: [first.hash],
                shown: [.init(chain: 0, number: 8560)]))
        _ = try node.replica.apply([first, second], [signer.introduction], from: nil)
        let history = try node.replica.history(of: Store.Location(kind: "thing", id: one))
        #expect(!history.isEmpty)
    }

    @Test func `one place said in both blocks of a change is refused, and the next is taken`()
        throws
    {
        let (node, signer) = (try Node("a"), try Signer())
        let first = try signer.sign(block("title", .register, .text("first")))
        let twice = try signer.sign(
            block("title", .register, .text("a")), personal: block("title", .register, .text("b")))
        let applied = try node.replica.apply([first, twice], [signer.introduction], from: nil)
        #expect(applied.applied == 1)
        #expect(applied.refused.count == 1)
        // Two blocks that say two things are fine.
        let other = try Signer()
        let apart = try other.sign(
            block("title", .register, .text("a")), personal: block("room", .register, .text("b")))
        let node2 = try Node("b")
        #expect(try node2.replica.apply([apart], [other.introduction], from: nil).applied == 1)
        #expect(try node2.record(one)["room"]?.view.content == text("b"))
    }

    @Test func `sides under no key and under the key null are in one conflict`() throws {
        let (node, signer) = (try Node("a"), try Signer())
        let null = Value.null.canonicalBytes
        let changes = [
            try signer.sign(block("disputed", .register, .text("a"))),
            try signer.sign(block("disputed", .register, .text("b"))),
            try signer.sign(block("disputed", .map, key: null, .text("c"))),
            try signer.sign(block("disputed", .map, key: null, .text("d"))),
        ]
        let applied = try node.replica.apply(changes, [signer.introduction], from: nil)
        #expect(applied.applied + applied.refused.count == 4)
        #expect(try node.conflicts().count <= 1)
        _ = try node.record(one)
    }

    @Test func `a record of an unknown kind is found where only a withdrawal is known of it`()
        throws
    {
        let node = try Node("a")
        var draft = Draft(kind: "gadget", id: two)
        draft.append(field: "", .withdraw(naming: []))
        try node.replica.commit([draft])
        try node.reload()
        let store = node.replica.store
        let (kinds, ids) = try store.read {
            (store.kindNames, try store.ids(kind: "gadget", includingHidden: true))
        }
        #expect(kinds.contains("gadget"))
        #expect(ids == [two])
    }
}
