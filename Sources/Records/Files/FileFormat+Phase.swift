/// The format has the phase of a project in words, in the field `status`. Words that name a phase set the phase too; those
/// that leave it open (`award intended`) do not. Source: section 8 of the domain model.
extension FileFormat {
    private static let projectKind = "project"
    private static let wordsField = "status"
    private static let phaseField = "phase"

    private static let phases = [
        "exploring": "idea", "idea": "idea", "need": "need", "study": "study",
        "in preparation": "study", "development": "development", "in development": "development",
        "production": "production", "in production": "production",
        "in production or contract": "production", "delivery": "delivery",
        "in service": "in_service", "ended": "ended",
    ]

    /// Sets the phase that a line says in words and not by itself.
    static func addPhase(to contents: inout [String: FieldContent], of kind: Kind) {
        guard kind.name == projectKind, contents[phaseField] == nil,
            case .single(.text(let words)) = contents[wordsField],
            let phase = phases[words.lowercased()]
        else { return }
        contents[phaseField] = .single(.text(phase))
    }

    /// Whether the phase is said by the words beside it, so that a line need not say it again.
    static func isSaid(
        _ field: RecordContent.NamedField, in content: RecordContent, of kind: String
    )
        -> Bool
    {
        guard kind == projectKind, field.name == phaseField,
            case .single(.text(let words)) = content[wordsField],
            let phase = phases[words.lowercased()]
        else { return false }
        return field.content == .single(.text(phase))
    }
}
