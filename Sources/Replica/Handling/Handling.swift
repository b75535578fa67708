import CRDT
package import Records
package import Store

/// How a record is handled: its marking and whom it is released to, as far as both have taken effect.
///
/// Every live write counts, so the strictest marking wins before anybody has looked, and what is not certain is the
/// stricter: a record without a marking counts as the strictest level, one with a code that this version does not know
/// is for nobody. Source: the domain model, 1.2 and 4.9, rulings 6 and 7.
package struct Handling: Hashable, Sendable {
    /// Place in ``levels``; nil for a marking that is above them all.
    package let level: Int?
    /// Says only where the content is held. Says nothing about the level: alone it counts as ``referenceLevel``.
    package let isReferenceOnly: Bool
    /// Partners to whom release has taken effect.
    package let released: Set<RecordID>
    /// Partners to whom release is written and has not taken effect.
    package let waiting: Set<RecordID>
    /// Markings that still hold although a lower one was written over them.
    package let held: Set<Value>

    /// From the most open to the strictest.
    package static let levels = ["PUB", "INT", "DV"]
    package static let reference = "REF"
    /// A bare reference is for internal use: that content exists elsewhere is not for the public.
    package static let referenceLevel = 1

    package static let markingField = "marking"
    package static let releaseField = "release_to"

    package init(
        level: Int?, isReferenceOnly: Bool, released: Set<RecordID>, waiting: Set<RecordID> = [],
        held: Set<Value> = []
    ) {
        self.level = level
        self.isReferenceOnly = isReferenceOnly
        self.released = released
        self.waiting = waiting
        self.held = held
    }

    /// Reads a record's handling. Of records that are shown as one each counts: the strictest marking, any reference, and
    /// only whom all are released to.
    ///
    /// `history` gives a record's changes; it is asked only where a marking was changed after the record was made, or
    /// where something is released and `needsRelease` says that it matters.
    package init(
        of record: StoredRecord, needsRelease: Bool,
        history: (StoredRecord) throws -> [HistoryEntry]
    ) throws {
        let members = record.members.isEmpty ? [] : StoredRecord.speaking(record.members)
        guard members.isEmpty else {
            let each = try members.map {
                try Handling(of: $0, needsRelease: needsRelease, history: history)
            }
            let levels = each.map(\.level)
            self.init(
                level: levels.contains(nil) ? nil : levels.compactMap(\.self).max(),
                isReferenceOnly: each.contains(where: \.isReferenceOnly),
                released: each.dropFirst().reduce(each[0].released) {
                    $0.intersection($1.released)
                },
                waiting: each.reduce([]) { $0.union($1.waiting) },
                held: each.reduce([]) { $0.union($1.held) })
            return
        }
        let markings = record[Self.markingField]?.live ?? []
        let codes = Set(markings.flatMap(\.values))
        let made = record[Replica.handleField]?.live.first?.stamp.point
        let isFirst = markings.count == 1 && markings[0].stamp.point == made
        let releases = record[Self.releaseField]?.live ?? []
        var released: Set<RecordID> = []
        var waiting: Set<RecordID> = []
        var held: Set<Value> = []
        if !markings.isEmpty && !isFirst || needsRelease && !releases.isEmpty {
            let effect = Effect(of: record, history: try history(record))
            held = effect.markingsInForce(besides: markings).subtracting(codes)
            if needsRelease {
                released = effect.released(releases)
                waiting = Set(
                    releases.compactMap {
                        if case .reference(let partner) = $0.key { partner } else { nil }
                    }
                ).subtracting(released)
            }
        }
        // One that was raised needs no remark on what it was.
        let written = codes.map(Self.rank).max() ?? -1
        self.init(
            codes: codes.union(held), released: released, waiting: waiting,
            held: held.filter { Self.rank($0) > written || $0 == .text(Self.reference) })
    }

    /// The place of a marking in ``levels``; none counts as the strictest of them, one that is not known is above them.
    private static func rank(_ code: Value) -> Int {
        switch code {
        case .null: levels.count - 1
        case .text(let text): levels.firstIndex(of: text) ?? levels.count
        default: levels.count
        }
    }

    private init(
        codes: Set<Value>, released: Set<RecordID>, waiting: Set<RecordID>, held: Set<Value>
    ) {
        self.released = released
        self.waiting = waiting
        self.held = held
        isReferenceOnly = codes.contains(.text(Self.reference))
        let levelled = codes.subtracting([.text(Self.reference)])
        guard !levelled.isEmpty else {
            level = isReferenceOnly ? Self.referenceLevel : Self.levels.count - 1
            return
        }
        var strictest = 0
        for code in levelled {
            switch code {
            case .null: strictest = Self.levels.count - 1
            case .text(let text):
                guard let rank = Self.levels.firstIndex(of: text) else {
                    level = nil
                    return
                }
                strictest = max(strictest, rank)
            default:
                level = nil
                return
            }
        }
        level = strictest
    }
}
