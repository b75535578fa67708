import Causality
package import Records
import Replica
import Store

/// What a report reads records through: it hands out what the audience may see, and counts the rest.
///
/// Nothing reaches a report past ``Audience/decide(_:)``: neither a record nor the name of one. Not `Sendable`: one
/// report uses one.
package final class RecordLibrary {
    package let schema: Schema
    package let audience: Audience
    private let source: any RecordSource
    /// Records left out so far, each counted once.
    private var withheldRecords: [RecordID: Audience.Reason] = [:]
    private var referenceOnly: Set<RecordID> = []
    /// Authors of changes: many records have the same.
    private var authors: [Point: Label] = [:]
    /// Records that others name, each read once.
    private var looked: [RecordID: Lookup] = [:]

    /// What became of looking for one record.
    package enum Lookup: Sendable {
        case held(ReportRecord)
        case withheld
        case unknown
    }

    package init(_ source: any RecordSource, schema: Schema, audience: Audience) {
        self.source = source
        self.schema = schema
        self.audience = audience
    }

    /// The records of a kind that fit, in the order in which they came; those withheld are counted where they fit.
    ///
    /// `isCounted` is false for what a report only looks things up in.
    ///
    /// Cost: decodes each record of the kind once; keeps those that fit.
    package func select(
        _ kind: String, isCounted: Bool = true,
        where fits: (ReportRecord) throws -> Bool = { _ in true }
    ) throws -> [ReportRecord] {
        guard schema.kind(kind) != nil else { return [] }
        var selected: [ReportRecord] = []
        try source.forEach(kind: kind) { stored in
            let whole = ReportRecord(stored, isReferenceOnly: false)
            guard try fits(whole) else { return }
            if case .held(let record)? = try passingOver(
                stored, { try admit(stored, whole, isCounted) })
            {
                selected.append(record)
            }
        }
        return selected
    }

    /// One record by its id.
    package func look(_ id: RecordID, kinds: [String] = []) throws -> Lookup {
        if let known = looked[id] { return known }
        let found = try source.record(id, kinds: kinds).flatMap { stored in
            try passingOver(stored) {
                try admit(stored, ReportRecord(stored, isReferenceOnly: false))
            }
        }
        looked[id] = found ?? .unknown
        return found ?? .unknown
    }

    package func look(handle: String) throws -> Lookup {
        guard let place = try source.location(handle: handle) else { return .unknown }
        return try look(place.id, kinds: [place.kind])
    }

    /// Whether a record that this audience may see whole, and that is not withdrawn, names another in one of these fields,
    /// given by kind.
    package func isNamed(_ id: RecordID, in fields: [String: String]) throws -> Bool {
        for reference in try source.references(to: id)
        where fields[reference.source.kind] == reference.field {
            let place = reference.source
            guard let stored = try source.record(place.id, kinds: [place.kind]), !stored.isHidden
            else { continue }
            let whole = ReportRecord(stored, isReferenceOnly: false)
            // What is looked at in passing is not counted among what was left out.
            let found = try passingOver(stored) { try admit(stored, whole, false) }
            if case .held(let record)? = found, !record.isReferenceOnly {
                return true
            }
        }
        return false
    }

    /// Who changed a record last; empty where the log does not say.
    package func lastAuthor(of record: ReportRecord) throws -> Label {
        guard let point = record.newestChange else { return Label(en: "", nl: "") }
        if let known = authors[point] { return known }
        let author = try source.author(at: point)
        authors[point] = author
        return author
    }

    /// How many records were left out, by reason; reasons without any are left out.
    package var withheld: [(reason: Audience.Reason, count: Int)] {
        Audience.Reason.allCases.compactMap { reason in
            let count = withheldRecords.values.count { $0 == reason }
            return count == 0 ? nil : (reason, count)
        }
    }

    /// How many records are shown without their content.
    package var referenceOnlyCount: Int { referenceOnly.count }

    // MARK: The gate

    /// Nil where it cannot be told who may see a record, for its history or its state of today cannot be read.
    private func passingOver(_ record: StoredRecord, _ body: () throws -> Lookup) throws -> Lookup?
    {
        do { return try body() } catch let error as StoreError where error.isOfOneSubject {
            source.passOver(Store.Location(kind: record.kindName, id: record.id), error)
            return nil
        }
    }

    private func admit(
        _ record: StoredRecord, _ whole: ReportRecord, _ isCounted: Bool = true
    ) throws -> Lookup {
        switch try decision(record) {
        case .whole: return .held(whole)
        case .byReference:
            if isCounted { referenceOnly.insert(record.id) }
            return .held(ReportRecord(record, isReferenceOnly: true))
        case .withheld(let reason):
            if isCounted { withheldRecords[record.id] = reason }
            return .withheld
        }
    }

    /// The stricter of what holds for the state shown and what holds today.
    private func decision(_ record: StoredRecord) throws -> Audience.Decision {
        let needsRelease = !audience.partners.isEmpty
        var decision = audience.decide(
            try Handling(of: record, needsRelease: needsRelease) { try source.history(of: $0) })
        for present in try source.present(record) {
            if case .withheld = decision { return decision }
            let now = audience.decide(
                try Handling(of: present, needsRelease: needsRelease) {
                    try source.presentHistory(of: $0)
                })
            if now != .whole { decision = now }
        }
        return decision
    }
}
