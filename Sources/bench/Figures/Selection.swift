/// The figures that are asked for, by the names under which they are reported.
struct Selection {
    private let names: Set<String>

    /// Every name that there is.
    static let known: [String] =
        Figure.allCases.map(\.rawValue)
        + Figure.ofEachCorpus.map { $0.rawValue + CorpusKind.real.suffix }

    /// What was asked for and is no figure.
    struct Unknown: Error {
        let name: String
    }

    /// Reads names separated by commas; nil is all of them.
    init(_ list: String?) throws(Unknown) {
        guard let list else {
            names = Set(Self.known)
            return
        }
        let asked = list.split(separator: ",").map(String.init)
        for name in asked where !Self.known.contains(name) { throw Unknown(name: name) }
        names = Set(asked)
    }

    func holds(_ figure: Figure, of corpus: CorpusKind = .reference) -> Bool {
        names.contains(figure.rawValue + corpus.suffix)
    }

    func holdsAny(_ figures: [Figure], of corpus: CorpusKind = .reference) -> Bool {
        figures.contains { holds($0, of: corpus) }
    }
}
