/// The figures of one corpus.
struct Sized {
    let stage: Stage
    /// How often each side of a ratio is measured.
    let rounds: Int
    let report: Report

    var count: Int { stage.count }

    func measure(_ wanted: Selection) throws {
        let kind = stage.corpus.kind
        if wanted.holds(.loadXPlain, of: kind) { try load() }
        if wanted.holds(.bootstrapXPlain, of: kind) || wanted.holds(.bootstrapRSS, of: kind) {
            try bootstrap(wanted)
        }
        if wanted.holds(.applyShareOfPlain, of: kind) { try apply() }
        if wanted.holds(.storageXPlain, of: kind) { try storage() }
    }
}
