import CRDT
import Records
import Replica
import Testing

@testable import Store

/// Lists against the one definition of what a filter means, asked of every record by itself: SQL may only leave out what
/// does not fit.
struct ListingTests {
    private let kind = testSchema.kinds[0]

    private func field(_ name: String) throws -> Field { try #require(kind.field(name)) }

    /// Two nodes that wrote apart and met: plain values, sets, maps, logs, conflicts, withdrawn records.
    private func node() throws -> Node {
        let (a, b) = (try Node("a"), try Node("b", machine: "n"))
        var generator = SplitMix(seed: 11)
        let ids = (1...30).map { RecordID(high: 0, low: $0) }
        let dates = ["2013", "2014", "2014-07", "2014-07-15", "2015-01-02"]
        let titles = ["Arctic", "arctic training", "Übung", "50% more_or less", "x"]
        for (place, id) in ids.enumerated() {
            func any<T>(_ values: [T]) -> T { values[generator.below(values.count)] }
            let all: [(String, FieldContent)] = [
                ("title", text(any(titles))), ("end", text(any(dates))),
                ("count", .single(.int(Int64(generator.below(4))))),
                ("marking", text(any(["PUB", "INT", "DV"]))), ("room", text("r")),
            ]
            let some = all.filter { _ in generator.below(4) > 0 }
            try a.add(id, some + [("handle", text("thing:\(place)"))])
            if place > 3, generator.below(2) == 0 {
                var draft = Draft(try a.record(id))
                draft.addElement(
                    .reference(ids[generator.below(place)]), of: "partners", shown: nil)
                draft.setKey(.text("k"), of: "shares", to: .int(2), .map, shown: nil)
                draft.setKey(.text("e"), of: "remarks", to: .text("said"), .entryLog, shown: nil)
                try a.replica.commit([draft])
            }
        }
        try a.sync(b)
        for id in ids where generator.below(3) == 0 {
            try a.edit(id, "end", text("2014-08"))
            try b.edit(id, "end", text("2020"))
            try b.edit(id, "title", text("bravo"))
        }
        var draft = Draft(try a.record(ids[2]))
        draft.withdraw(try a.record(ids[2]))
        try a.replica.commit([draft])
        try a.sync(b)
        return a
    }

    private func filters() throws -> [RecordFilter] {
        var filters: [RecordFilter] = []
        for field in kind.fields { filters.append(.init(field, .hasValue)) }
        let end = try field("end")
        for date in ["2014", "2014-07", "2014-07-15", "2020"] {
            let date = try #require(PartialDate(date))
            for comparison in Comparison.allCases where comparison != .contains {
                filters.append(.init(end, .anyOf([.date(comparison, date)])))
            }
        }
        let title = try field("title")
        for part in ["arc", "ubung", "Ü", "0% M", "r_o", "e_o", "bra", "%"] {
            filters.append(.init(title, .anyOf([.part(FoldedText(part))])))
        }
        filters.append(.init(title, .anyOf([.text("Arctic"), .text("bravo")])))
        filters.append(.init(title, .anyOf([.order(.less, "b")])))
        for comparison in Comparison.allCases where comparison != .contains {
            filters.append(.init(try field("count"), .anyOf([.number(comparison, 2)])))
            filters.append(.init(try field("shares"), .anyOf([.number(comparison, 2)])))
        }
        filters.append(.init(try field("shares"), .anyOf([.text("k")])))
        filters.append(.init(try field("remarks"), .anyOf([.text("said")])))
        filters.append(.init(try field("marking"), .anyOf([.codes(["DV", "INT"], part: nil)])))
        filters.append(
            .init(try field("marking"), .anyOf([.codes(["DV"], part: FoldedText("ub"))])))
        let partners = try field("partners")
        filters.append(.init(partners, .anyOf([.reference(RecordID(high: 0, low: 2))])))
        for filter in filters { filters.append(.init(partners, .refersTo([.init(kind, filter)]))) }
        return filters + filters.map(\.negated)
    }

    @Test func `a list holds what the filter fits, and nothing else`() throws {
        let node = try node()
        let store = node.replica.store
        #expect(try store.read { try store.conflictCount() } > 5)
        try store.read {
            let ids = try store.ids(kind: kind.name)
            var hits = 0
            for filter in try filters() {
                let resolved = try ResolvedFilter(filter, in: store)
                let expected = try ids.filter { id in
                    let record = try store.record(id, kind: kind.name)
                    return resolved.fits(record?[filter.field.name]?.values ?? [])
                }
                let listed = try store.list(Listing(kind, filters: [filter])).map(\.id)
                #expect(listed == expected, "\(filter)")
                hits += listed.count
            }
            #expect(hits > 500)
        }
    }

    @Test func `a sorted list cut short is the beginning of the whole`() throws {
        let node = try node()
        let store = node.replica.store
        try store.read {
            for name in ["title", "end", "count", "marking", "partners", "remarks"] {
                for isReversed in [false, true] {
                    let sort = Listing.Sort(try field(name), isReversed: isReversed)
                    let all = try store.list(Listing(kind, sort: sort))
                    let cut = try store.list(Listing(kind, sort: sort, limit: 5))
                    #expect(cut == Array(all.prefix(5)))
                    let empties = all.drop { $0.key != .empty }
                    #expect(empties.allSatisfy { $0.key == .empty })
                }
            }
        }
    }

    @Test func `a row of columns says what the record says`() throws {
        let node = try node()
        let store = node.replica.store
        try store.read {
            let ids = try store.ids(kind: kind.name, includingHidden: true)
            for row in try store.rows(ids, of: kind, fields: kind.fields) {
                let record = try #require(try store.record(row.id, kind: kind.name))
                #expect(row.isHidden == record.isHidden)
                for field in kind.fields {
                    #expect(row[field.name] == record[field.name]?.view.content)
                }
            }
        }
    }
}

/// SplitMix64 (Steele et al. 2014).
private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(bound))
    }
}
