import Records

/// A field's type and merge behaviour in words, for help and forms.
enum TypeText {
    private static let codesShown = 12

    static func label(_ type: FieldType, _ schema: Schema) -> Label {
        switch type {
        case .text: Message.typeText
        case .long: Message.typeLong
        case .date: Message.typeDate
        case .integer: Message.typeInteger
        case .decimal: Message.typeDecimal
        case .bool: Message.typeBool
        case .code(let name): Message.typeCode(codes(name, schema))
        case .reference(let kinds): Message.typeReference(kinds)
        case .json: Message.typeJSON
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
        case .set: Message.shapeSet(one)
        case .map(let key): Message.shapeMap(label(key, schema), one)
        case .log: Message.shapeLog(one)
        }
    }

    /// What happens when two people edit apart.
    static func label(_ merge: MergeClass) -> Label {
        switch merge {
        case .fixed: Message.mergeFixed
        case .lastWriter: Message.mergeLastWriter
        case .ask: Message.mergeAsk
        case .set: Message.mergeSet
        case .restrictiveSet: Message.mergeRestrictiveSet
        case .strictest: Message.mergeStrictest
        case .map: Message.mergeMap
        case .ledger: Message.mergeLedger
        case .log: Message.mergeLog
        case .text: Message.mergeText
        case .flow: Message.mergeFlow
        }
    }
}
