/// Options that stand among field flags: taken out of the words before the flags are read.
struct TakenOptions {
    /// What is left.
    private(set) var words: [String]

    init(_ words: [String]) { self.words = words }

    /// The values of an option, in order, as `--name VALUE` or `--name=VALUE`.
    ///
    /// - Throws: ``Failure`` where a value is missing.
    mutating func values(_ name: String) throws(Failure) -> [String] {
        var values: [String] = []
        var place = 0
        while place < words.count {
            if words[place] == name {
                guard place + 1 < words.count else {
                    throw Failure(Wording.optionNeedsValue(name), status: .usage)
                }
                values.append(words[place + 1])
                words.removeSubrange(place...place + 1)
            } else if words[place].hasPrefix(name + "=") {
                values.append(String(words[place].dropFirst(name.count + 1)))
                words.remove(at: place)
            } else {
                place += 1
            }
        }
        return values
    }

    mutating func flag(_ name: String) -> Bool {
        let count = words.count
        words.removeAll { $0 == name }
        return words.count < count
    }
}
