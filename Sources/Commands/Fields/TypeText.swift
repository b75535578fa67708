import Records

/// A field's type and merge behaviour in words, for help and forms.
enum TypeText {
    private static let codesShown = 12

    static func label(_ type: FieldType, _ schema: Schema) -> Label {
        switch type {
        case .text: Wording.typeText
        case .long: Wording.typeLong
        case .date: Wording.typeDate
        case .integer: Wording.typeInteger
        case .decimal: Wording.typeDecimal
        case .bool: Wording.typeBool
        case .code(let name): Wording.typeCode(codes(name, schema))
        case .reference(let kinds): Wording.typeReference(kinds)
        case .json: Wording.typeJSON
        }
    }

    private static func codes(_ name: String, _ schema: Schema) -> String {
        let codes = schema.vocabularies[name]?.terms.map(\.code) ?? []
        return codes.prefix(codesShown).joined(separator: ", ")
            + (codes.count > codesShown ? ", …" : "")
    }

    /// Type and shape: `list of partner`, `for each partner: a whole number`.
    static func label(_ field: Field, _ schema: Schema) -> Label {
        let one = label(field.type, schema)
        return switch field.shape {
        case .single: one
        case .set: Wording.shapeSet(one)
        case .map(let key): Wording.shapeMap(label(key, schema), one)
        case .log: Wording.shapeLog(one)
        }
    }

    /// What happens when two people edit apart.
    static func label(_ merge: MergeClass) -> Label {
        switch merge {
        case .fixed: Wording.mergeFixed
        case .lastWriter: Wording.mergeLastWriter
        case .ask: Wording.mergeAsk
        case .set: Wording.mergeSet
        case .restrictiveSet: Wording.mergeRestrictiveSet
        case .strictest: Wording.mergeStrictest
        case .map: Wording.mergeMap
        case .ledger: Wording.mergeLedger
        case .log: Wording.mergeLog
        case .text: Wording.mergeText
        case .flow: Wording.mergeFlow
        }
    }
}
