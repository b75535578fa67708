/// A list of codes with labels. The order matters where a field's merge class is ``MergeClass/strictest``.
package struct Vocabulary: Sendable {
    package struct Term: Hashable, Sendable {
        package let code: String
        package let label: Label
        /// Where a word that a post added stands; nil for one that this version declares.
        package let own: OwnTerm.Status?
        /// The code that stands for it where a person joined it with others; nil for one that stands for itself.
        package let sameAs: String?

        package init(
            _ code: String, en: String, nl: String, own: OwnTerm.Status? = nil,
            sameAs: String? = nil
        ) {
            self.code = code
            self.label = Label(en: en, nl: nl)
            self.own = own
            self.sameAs = sameAs == code ? nil : sameAs
        }

        /// Whether it may be given anew; a closed term is shown where it was used.
        package var isOpen: Bool { own != .closed }

        /// The label with what has to be said beside it: proposed, closed, joined with another.
        package func shown(_ language: Language) -> String {
            var notes: [Label] = []
            switch own {
            case .proposed: notes.append(Label(en: "proposed", nl: "voorgesteld"))
            case .closed: notes.append(Label(en: "closed", nl: "gesloten"))
            case .accepted, nil: break
            }
            if let sameAs {
                notes.append(Label(en: "same as \(sameAs)", nl: "gelijk aan \(sameAs)"))
            }
            guard !notes.isEmpty else { return label[language] }
            return label[language] + " (" + notes.map { $0[language] }.joined(separator: ", ") + ")"
        }
    }

    package let name: String
    package let terms: [Term]
    private let index: [String: Int]

    package init(_ name: String, _ terms: [Term]) {
        self.name = name
        self.terms = terms
        self.index = Dictionary(
            terms.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func term(_ code: String) -> Term? { index[code].map { terms[$0] } }

    /// The place of a code in the list; nil for a code that is not of this list.
    package func rank(_ code: String) -> Int? { index[code] }
}
