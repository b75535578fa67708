extension Schema {
    /// All that decides tables, columns and views, as text to compare with what a file was made for.
    ///
    /// Written out by hand: printed by reflection, it took a third of the time of a whole command.
    package var fingerprintText: String {
        var text = ""
        for kind in kinds {
            text += kind.name
            for field in kind.fields {
                text += ","
                text += field.name
                text += " "
                text += field.type.fingerprint
                text += field.shape.fingerprint
                text += field.merge.rawValue
                text += order(of: field)
            }
            text += ";"
        }
        return text
    }

    /// What ranks the codes of a field whose view is the strictest or the latest of them.
    private func order(of field: Field) -> String {
        guard case .code(let name) = field.type else { return "" }
        switch field.merge {
        case .strictest:
            return " "
                + (vocabularies[name]?.terms ?? []).map(\.code).joined(separator: "<")
        case .flow:
            guard let flow = Flow.of(vocabulary: name) else { return "" }
            return " "
                + (flow.steps + [flow.ends, flow.stops]).map { $0.joined(separator: "|") }
                .joined(separator: "<")
        default: return ""
        }
    }
}

extension FieldType {
    fileprivate var fingerprint: String {
        switch self {
        case .text: "text"
        case .long: "long"
        case .date: "date"
        case .integer: "integer"
        case .decimal: "decimal"
        case .bool: "bool"
        case .code(let vocabulary): "code " + vocabulary
        case .reference(let kinds): "reference " + kinds.joined(separator: "/")
        case .json: "json"
        }
    }
}

extension Shape {
    fileprivate var fingerprint: String {
        switch self {
        case .single: " single "
        case .set: " set "
        case .map(let key): " map of " + key.fingerprint + " "
        case .log: " log "
        }
    }
}
