import Records

/// A value as a person writes it.
enum ValueText {
    /// Empty for a value that was cleared; references by id.
    static func text(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .bool(let truth): truth ? "yes" : "no"
        case .int(let number): String(number)
        case .decimal(let text), .text(let text), .json(let text): text
        case .reference(let id): id.description
        case .unknown(let tag, let bytes): "?\(tag):\(bytes.count)"
        }
    }
}
