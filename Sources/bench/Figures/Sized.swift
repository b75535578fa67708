import Foundation

/// The figures at one number of records.
struct Sized {
    let stage: Stage
    /// How often each side of a ratio is measured.
    let rounds: Int
    let report: Report

    var count: Int { stage.count }

    func measure(_ wanted: Set<Figure>) throws {
        if wanted.contains(.loadXPlain) { try load() }
        if !wanted.isDisjoint(with: [.bootstrapXPlain, .bootstrapRSS]) { try bootstrap(wanted) }
        if wanted.contains(.applyShareOfPlain) { try apply() }
        if wanted.contains(.storageXPlain) { try storage() }
    }
}
