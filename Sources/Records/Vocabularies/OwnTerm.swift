/// A word that a post added to a list, as far as parsing and labels need it. Source: the domain model, 3.14.
package struct OwnTerm: Hashable, Sendable {
    package static let kind = "term"

    package let vocabulary: String
    package let code: String
    package let label: Label
    package let broader: String?
    /// Codes that mean the same.
    package let sameAs: [String]
    package let status: Status

    /// From proposal to rest: a closed term is shown where it was used, and not taken any more.
    package enum Status: String, Sendable {
        case proposed, accepted, closed
    }

    package init(
        vocabulary: String, code: String, label: Label, broader: String? = nil,
        sameAs: [String] = [], status: Status = .proposed
    ) {
        self.vocabulary = vocabulary
        self.code = code
        self.label = label
        self.broader = broader
        self.sameAs = sameAs
        self.status = status
    }

    /// Nil for a record that says no list or no code.
    package init?(_ record: RuleRecord) {
        guard let vocabulary = record.text("vocabulary"), let code = record.text("code") else {
            return nil
        }
        let labels = ["en", "nl"].map { record.text("label_" + $0) }
        self.init(
            vocabulary: vocabulary, code: code,
            label: Label(
                en: labels[0] ?? labels[1] ?? code, nl: labels[1] ?? labels[0] ?? code),
            broader: record.text("broader"), sameAs: record.texts("same_as"),
            status: record.text("status").flatMap { Status(rawValue: $0) } ?? .proposed)
    }
}

extension Schema {
    /// The same with these terms in its lists, behind the term that is broader or else at the end. A code that the list has
    /// already stays as declared; of two terms with one code the accepted one counts, then the first by label.
    package func including(_ terms: [OwnTerm]) -> Schema {
        guard !terms.isEmpty else { return self }
        let rank: [OwnTerm.Status] = [.accepted, .proposed, .closed]
        let ordered = terms.sorted {
            let (a, b) = (rank.firstIndex(of: $0.status) ?? 0, rank.firstIndex(of: $1.status) ?? 0)
            return (a, $0.code, $0.label.en, $0.label.nl) < (b, $1.code, $1.label.en, $1.label.nl)
        }
        return Schema(
            kinds: kinds,
            vocabularies: vocabularies.values.sorted { $0.name < $1.name }.map { vocabulary in
                vocabulary.including(ordered.filter { $0.vocabulary == vocabulary.name })
            }, rules: rules)
    }
}

extension Vocabulary {
    fileprivate func including(_ own: [OwnTerm]) -> Vocabulary {
        var all = terms
        for term in own where !all.contains(where: { $0.code == term.code }) {
            let broader = term.broader.flatMap { code in all.firstIndex { $0.code == code } }
            all.insert(
                Term(
                    term.code, en: term.label.en, nl: term.label.nl, own: term.status,
                    sameAs: canonical(term, own)),
                at: broader.map { $0 + 1 } ?? all.count)
        }
        return Vocabulary(name, all)
    }

    /// Of the codes that were joined with a term, by either side, the one that stands for all: a declared one before own
    /// ones, then the first. Nil for a term that is joined with none.
    private func canonical(_ term: OwnTerm, _ own: [OwnTerm]) -> String? {
        var joined: Set<String> = [term.code]
        var isGrowing = true
        while isGrowing {
            let count = joined.count
            for other in own {
                if joined.contains(other.code) { joined.formUnion(other.sameAs) }
                if !joined.isDisjoint(with: other.sameAs) { joined.insert(other.code) }
            }
            isGrowing = joined.count > count
        }
        guard joined.count > 1 else { return nil }
        let declared = joined.filter { self.term($0) != nil }.sorted()
        return declared.first ?? joined.sorted().first
    }
}
