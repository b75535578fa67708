import CRDT
import Causality
package import Records
import Wire

extension Projections {
    /// What a field shows of its live writes. A text that was edited apart shows all edits, and asks only where they met
    /// in one sentence.
    func fieldView(
        of live: [LiveValue], _ slot: Layout.Slot, storedType: StoredType, record: RecordID,
        kind: String
    ) throws(StoreError) -> FieldView {
        if let merged = try mergedText(live, slot, record: record, kind: kind) {
            return merged.view
        }
        let plain = FieldView(
            of: live, field: slot.field, storedType: storedType, schema: layout.schema)
        // What was left open does not close because too much happened since to say what it was.
        guard slot.field?.merge == .text, slot.field?.shape == .single, plain.open.isEmpty,
            live.contains(where: { $0.stance != .decides }),
            case .single(.text(let shown))? = plain.content
        else { return plain }
        return FieldView(content: plain.content, open: [.init(key: .null, sides: [.text(shown)])])
    }

    /// Nil for what is no text that was edited apart, or cannot be merged.
    func mergedText(
        _ live: [LiveValue], _ slot: Layout.Slot, record: RecordID, kind: String
    ) throws(StoreError) -> MergedText? {
        guard slot.field?.merge == .text, slot.field?.shape == .single, MergedText.isApart(live)
        else { return nil }
        return try MergedText(live) { (point) throws(StoreError) in
            try textEvent(at: point, record: record, kind: kind, field: slot.name)
        }
    }

    /// What a change wrote in a text of a record; nil where the change is missing or did not.
    private func textEvent(
        at point: Point, record: RecordID, kind: String, field: String
    ) throws(StoreError) -> MergedText.Event? {
        guard let change = try log.change(at: point),
            case .open(let blocks) = try OpenBlock.open(change, at: point, log)
        else { return nil }
        for block in blocks {
            for section in block.view.sections
            where section.record == record && block.view.names[section.kind] == kind {
                for operation in block.view.operations[section.operations]
                where block.view.names[operation.field] == field && operation.key.isEmpty {
                    let payload = Array(block.bytes[operation.payload])
                    guard let values = try? values(ofPayload: payload) else { return nil }
                    return MergedText.Event(
                        stamp: block.stamp, values: values,
                        parents: Array(block.superseded(operation, log).points),
                        stance: textStance(ofPayload: payload))
                }
            }
        }
        return nil
    }
}

extension Store {
    /// Writes the rows of records anew of which a fold found a text edited apart.
    func mergeTexts() throws(StoreError) {
        guard !projections.textsApart.isEmpty else { return }
        let touched = projections.textsApart.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
        projections.textsApart = []
        for location in touched {
            guard let kind = layout.kind(location.kind) else { continue }
            // Those that are joined are written with their group.
            if joins.contains(location.kind, location.id) {
                fold.regrouped.insert(location)
            } else {
                try projections.rewrite(location.id, kind: kind, in: table, as: .itself)
                if !joins.isEmpty { fold.refaced.insert(location) }
            }
        }
    }

    /// How a text of a record that was edited apart is merged; nil where there is nothing to merge, or no way.
    package func mergedText(
        of location: Location, field: String
    ) throws(StoreError) -> MergedText? {
        guard let live = try member(location.id, kind: location.kind)?[field]?.live,
            let kind = layout.kind(location.kind),
            let slot = layout.kinds[kind].columns.lazy.compactMap({ self.layout.slots[$0] })
                .first(where: { $0.name == field })
        else { return nil }
        return try projections.mergedText(live, slot, record: location.id, kind: location.kind)
    }

    /// What a declared field of a record shows of these writes.
    package func view(
        of live: [LiveValue], _ field: String, at location: Location
    ) throws(StoreError) -> FieldView? {
        guard let kind = layout.kind(location.kind),
            let slot = layout.kinds[kind].columns.lazy.compactMap({ self.layout.slots[$0] })
                .first(where: { $0.name == field }), let type = slot.field?.storedType
        else { return nil }
        return try projections.fieldView(
            of: live, slot, storedType: type, record: location.id, kind: location.kind)
    }
}
