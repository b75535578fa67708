/// How much a disagreement asks of a person.
package enum ConflictLevel: String, Sendable, CaseIterable, Comparable {
    /// Both merged; fields of one care group changed apart: look again.
    case notice
    /// A person must choose.
    case conflict
    /// Withdrawn but edited, a fixed field set twice, a broken rule.
    case structural
    /// Two sources disagree: data, not a merge.
    case dispute

    /// Whether it waits for a person's choice: notices only ask to look again, and disputes may stay.
    package var waits: Bool { self == .conflict || self == .structural }

    package static func < (a: ConflictLevel, b: ConflictLevel) -> Bool {
        allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
    }
}
