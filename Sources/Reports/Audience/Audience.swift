package import Records
package import Replica

/// Who a report is for: how strict a marking it may carry at most, and the partners it is handed to.
///
/// Shape: a level of ``Handling/levels`` and partners in the order in which they were named; no partner means own nation
/// only. Source: the domain model, 4.9, rulings 6 and 7.
package struct Audience: Hashable, Sendable {
    /// Place in ``Handling/levels``.
    package let level: Int
    package let partners: [RecordID]

    /// The most open one, which everybody may see.
    package static let everyone = Audience(level: 0, partners: [])

    package init(level: Int, partners: [RecordID]) {
        self.level = level
        self.partners = partners
    }

    /// Why a record is left out.
    package enum Reason: Hashable, Sendable, CaseIterable {
        /// Marked more strictly than the audience may see.
        case marking
        /// Not released to a partner that the report is handed to.
        case release
    }

    package enum Decision: Hashable, Sendable {
        case whole
        /// The record is named and where its content is held; its content fields are left out.
        case byReference
        case withheld(Reason)
    }

    /// The one place that decides what of a record a report may say.
    package func decide(_ handling: Handling) -> Decision {
        guard let held = handling.level, held <= level else { return .withheld(.marking) }
        // The most open marking is for everyone, whatever a release list says.
        if held > 0, !partners.allSatisfy(handling.released.contains) { return .withheld(.release) }
        return handling.isReferenceOnly ? .byReference : .whole
    }
}
