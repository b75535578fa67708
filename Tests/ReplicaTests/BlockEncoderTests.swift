import CRDT
import Causality
import Records
import Store
import Testing
import Wire

@testable import Replica

struct BlockEncoderTests {
    /// A record that thousands edited apart has thousands of heads: whoever edits it then names as many as a change may.
    @Test func `of more heads than a change may name the newest are named`() throws {
        let node = try Node("a")
        try node.add(one, [("title", text("One"))])
        let chain = try #require(try node.record(one).heads.first).point.chain
        let heads = (1...5000).map { number in
            Stamp(
                point: Point(chain: chain, number: UInt64(number)), lamport: UInt64(number), tag: 0)
        }
        var draft = Draft(kind: "thing", id: one, shown: heads)
        draft.set("title", to: text("Two"), storedType: .register, shown: nil)
        let block = try node.replica.store.read {
            try BlockEncoder(
                [draft], chains: node.replica.store.chains, author: "a", message: ""
            ).encode()
        }
        let view = try BlockView(block)
        let shown = view.points[view.sections[0].shown].map(\.number)
        #expect(shown.count == Limits.recordHeads)
        #expect(shown.min() == UInt64(5000 - Limits.recordHeads + 1))
        #expect(shown.max() == 5000)
    }
}
