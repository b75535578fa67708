import Causality
import GRDB
import Records
import Wire

extension Store {
    /// Empties everything that is made from the log and folds it again, in one transaction: what was wrong in a record
    /// is put right, or nothing is changed.
    ///
    /// - Parameter passingHoles: goes over changes that are damaged or missing. What they said is then in no record until
    ///   they are back, and all is folded once more.
    /// - Throws: ``StoreError/wounded(_:)`` where the log has holes and they are not to be passed over: the records may be
    ///   all that is left of what they said.
    package func rebuild(passingHoles: Bool = false) throws {
        try write { try rebuildInside(passingHoles: passingHoles) }
    }

    /// The same inside ``write(_:)``.
    package func rebuildInside(passingHoles: Bool = false) throws(StoreError) {
        try layout.declareAll()
        for name in kindNames where layout.kinds.contains(where: { $0.name == name }) {
            guard schema.kind(name) != nil else { continue }
            try statements("DELETE FROM \(quoted(name))").run()
        }
        for table in [
            "unknown_record", "conflict", "link_recent", "link_settled", "handle_recent",
            "handle_settled",
        ] {
            try statements("DELETE FROM \(table)").run()
        }
        try joins.forgetAll()
        try FindingTable(statements).forgetAll()
        try forgetSetAsides()
        fold.digest = StateDigest()
        var holes = 0
        try forEachPlace { (point) throws(StoreError) in
            guard let change = try soundChange(at: point) else {
                holes += 1
                return
            }
            switch try OpenBlock.open(change, at: point, log) {
            case .fault(let reason): try setAside(.fold, change.hash.bytes, reason)
            case .missing:
                try setAside(.fold, change.hash.bytes, "names a chain that is not held")
            case .open(let blocks):
                try foldOrSetAside([FoldedChange(hash: change.hash, blocks: blocks)])
            }
        }
        let hasGaps = try hasGaps()
        if holes > 0 || hasGaps {
            guard passingHoles else { throw .wounded(max(1, holes)) }
            try Meta.set(Self.passedHoles, [1], statements)
        } else {
            try Meta.set(Self.passedHoles, [0], statements)
        }
    }

    /// Says that records lack what holes of the log said.
    private static let passedHoles = "passed_holes"

    /// Whether the records lack what changes said that were damaged when they were folded.
    package func lacksHoles() throws(StoreError) -> Bool {
        try Meta.blob(Self.passedHoles, statements) == [1]
    }

    /// Folds once more, when all holes are filled, what was folded over them. Inside ``write(_:)``.
    package func foldWhatCameBack() throws(StoreError) {
        guard try lacksHoles(), try !hasGaps() else { return }
        try rebuildInside()
    }

    /// All places of the log in the order of arrival, read a few at a time.
    func forEachPlace(_ body: (Point) throws(StoreError) -> Void) throws(StoreError) {
        var seq = Int64.min
        while true {
            let places = try places(after: seq, limit: 1024)
            guard let last = places.last else { return }
            for place in places { try body(place.point) }
            seq = last.seq
        }
    }

    /// Folds some records anew from the changes that touched them, and leaves all others alone. Inside ``write(_:)``.
    ///
    /// What is looked up of a record lies under its id alone, so one of another kind that has the same id is folded with it.
    ///
    /// Cost: one reading of the log, whatever the records are.
    package func rebuild(records: Set<Location>) throws(StoreError) {
        let ids = Set(records.map(\.id))
        let locations = ids.flatMap { id in
            layout.kinds.map { Location(kind: $0.name, id: id) }
        }
        for location in locations { try forgetRow(location) }
        try forEachPlace { (point) throws(StoreError) in
            guard let change = try soundChange(at: point),
                case .open(let blocks) = try OpenBlock.open(change, at: point, log),
                blocks.contains(where: { block in
                    block.view.sections.contains { ids.contains($0.record) }
                })
            else { return }
            try fold.apply(blocks, only: ids, interrupt: interrupt)
        }
        for location in locations where joins.contains(location.kind, location.id) {
            fold.regrouped.insert(location)
        }
        try mergeTexts()
        try joinAgain()
        try faceAgain()
        // Not by what was taken away and added: what was there had another sum than anybody wrote down.
        fold.digest = try checkRows().total
    }

    private func forgetRow(_ location: Location) throws(StoreError) {
        guard let kind = layout.kind(location.kind) else { return }
        let isKnown = layout.kinds[kind].kind != nil
        let delete = try statements(
            "DELETE FROM \(isKnown ? quoted(location.kind) : "unknown_record") WHERE id = ?1"
                + (isKnown ? "" : " AND kind = ?2"))
        delete.bind(location.id, at: 1)
        if !isKnown { delete.bind(location.kind, at: 2) }
        try delete.run()
        for text in [
            "DELETE FROM conflict WHERE record = ? AND level <> 'notice'",
            "DELETE FROM link_recent WHERE source = ?", "DELETE FROM link_settled WHERE source = ?",
            "DELETE FROM handle_recent WHERE record = ?",
            "DELETE FROM handle_settled WHERE record = ?",
        ] {
            let delete = try statements(text)
            delete.bind(location.id, at: 1)
            try delete.run()
        }
    }

    /// Takes away rows that are no records: their id is none. Inside ``write(_:)``.
    package func removeStrays() throws(StoreError) {
        for kind in layout.kinds {
            let table = kind.kind == nil ? "unknown_record" : quoted(kind.name)
            try statements("DELETE FROM \(table) WHERE length(id) <> 16").run()
        }
    }
}
