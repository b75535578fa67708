import CRDT
package import Causality
package import Records
import Replica
import Store

/// One record as a report may say it: what the audience may not see is not in it.
package struct ReportRecord: Sendable {
    package let id: RecordID
    package let kindName: String
    package let kind: Kind?
    /// Fields by name, with what people disagree on in each.
    package let fields: [String: FieldView]
    package let isWithdrawn: Bool
    package let isWithdrawnButEdited: Bool
    /// Says only where its content is held; content fields are not in it.
    package let isReferenceOnly: Bool
    /// The change that touched it last, in tie order.
    package let newestChange: Point?

    /// What a record that is a reference only still says.
    private static let referenceFields: Set<String> = [
        Replica.handleField, Handling.markingField, Handling.releaseField, "originator",
        "owner_desk", "held_at", "text_held_at",
    ]

    init(_ record: StoredRecord, isReferenceOnly: Bool) {
        id = record.id
        kindName = record.kindName
        kind = record.kind
        isWithdrawn = record.isHidden
        isWithdrawnButEdited = record.isWithdrawnButEdited
        self.isReferenceOnly = isReferenceOnly
        newestChange = record.heads.last?.point
        var fields: [String: FieldView] = [:]
        for field in record.fields
        where !isReferenceOnly || Self.referenceFields.contains(field.name) {
            fields[field.name] = field.view
        }
        self.fields = fields
    }

    // MARK: What it says

    package var handle: String? { text(Replica.handleField) }

    /// What people call it: the handle, else the id.
    package var name: String { handle ?? id.description }

    /// The text that a field shows; nil where it shows none or more than one.
    package func text(_ field: String) -> String? {
        guard case .single(.text(let text)) = fields[field]?.content else { return nil }
        return text
    }

    /// What a file said under this name where the kind has no such field.
    package func other(_ name: String) -> Value? {
        guard kind?.field(name) == nil, case .map(let entries) = fields["other"]?.content else {
            return nil
        }
        return entries.first { $0.key == .text(name) }?.value
    }

    package func date(_ field: String) -> PartialDate? { text(field).flatMap(PartialDate.init) }

    /// Everything that a field may say: elements, keys and values, and every side of a conflict.
    package func values(_ field: String) -> [Value] {
        guard let view = fields[field] else { return [] }
        var values: [Value] = []
        switch view.content {
        case nil: break
        case .single(let value): values = [value]
        case .set(let elements): values = elements
        case .map(let entries): values = entries.flatMap { [$0.key, $0.value] }
        case .log(let entries): values = entries.map(\.value)
        }
        for side in view.open.flatMap(\.sides) where !values.contains(side) { values.append(side) }
        return values
    }

    package func references(_ field: String) -> [RecordID] {
        values(field).compactMap { if case .reference(let id) = $0 { id } else { nil } }
    }

    /// Codes or texts, those of every side.
    package func codes(_ field: String) -> [String] {
        values(field).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    package func has(_ field: String, _ codes: String...) -> Bool {
        self.codes(field).contains { codes.contains($0) }
    }

    package func refers(_ field: String, to wanted: Set<RecordID>) -> Bool {
        references(field).contains { wanted.contains($0) }
    }

    /// The period that it shows.
    package var period: DateSpan { DateSpan(from: date("start"), to: date("end")) }

    /// Every date that a field may have: those of all sides.
    package func dates(_ field: String) -> [PartialDate] {
        codes(field).compactMap(PartialDate.init)
    }

    /// Whether any reading of the period, with the sides of its conflicts, touches these days.
    package func mayTouch(from first: CalendarDay, through last: CalendarDay) -> Bool {
        periods.contains { $0.mayTouch(from: first, through: last) }
    }

    /// The period in every reading.
    package var periods: [DateSpan] {
        let starts: [PartialDate?] = dates("start").isEmpty ? [nil] : dates("start")
        let ends: [PartialDate?] = dates("end").isEmpty ? [nil] : dates("end")
        return starts.flatMap { start in ends.map { DateSpan(from: start, to: $0) } }
    }

    /// Fields on which something is open, in the order of the kind.
    package var openFields: [String] {
        let order = kind?.fields.map(\.name) ?? []
        let open = fields.filter { !$0.value.open.isEmpty }.map(\.key)
        return order.filter(open.contains) + open.filter { !order.contains($0) }.sorted()
    }
}
