package import Records

/// What a report says in one place, with the numbers of the sources that it says it from.
package struct Statement: Sendable, Hashable {
    package var runs: [Run]
    /// Numbers in ``ReportDocument/sources``, ascending.
    package var sources: [Int]

    package enum Run: Sendable, Hashable {
        case text(String)
        /// Several paragraphs, as the record has them.
        case long(String)
        /// Text that must not be read as plain fact; the mark is said in words by every renderer.
        case marked(Mark, String)
    }

    package init(_ runs: [Run], sources: [Int] = []) {
        self.runs = runs
        self.sources = sources
    }

    package init(_ text: String, sources: [Int] = []) {
        self.init(text.isEmpty ? [] : [.text(text)], sources: sources)
    }

    package static let empty = Statement([])

    package var isEmpty: Bool { runs.isEmpty }

    /// One after the other with `separator` between what is not empty; sources of all.
    package static func joined(_ parts: [Statement], separator: String = ", ") -> Statement {
        var runs: [Run] = []
        for part in parts where !part.isEmpty {
            if !runs.isEmpty { runs.append(.text(separator)) }
            runs += part.runs
        }
        return Statement(runs, sources: Array(Set(parts.flatMap(\.sources))).sorted())
    }

    package func citing(_ numbers: [Int]) -> Statement {
        Statement(runs, sources: Array(Set(sources + numbers)).sorted())
    }
}

/// Why a text is not plain fact. Meaning never rests on colour: renderers put the word before the text.
package enum Mark: Sendable, Hashable {
    /// Two people wrote apart: all values, ` | ` between them.
    case conflict
    /// Two sources disagree: all values with their sources.
    case dispute
    /// Only known in this other language.
    case otherLanguage(Language)
    case withdrawnButEdited
    /// What is named has been withdrawn.
    case withdrawn
    /// Left out for this audience; the text says how many.
    case withheld
    /// The content is held elsewhere.
    case byReference
    /// Asks to be looked at: overdue, two things at one time, missing.
    case attention

    /// What scripts know it by.
    package var name: String {
        switch self {
        case .conflict: "conflict"
        case .dispute: "dispute"
        case .otherLanguage(let language): "only_" + language.rawValue
        case .withdrawnButEdited: "withdrawn_but_edited"
        case .withdrawn: "withdrawn"
        case .withheld: "withheld"
        case .byReference: "by_reference"
        case .attention: "attention"
        }
    }
}
