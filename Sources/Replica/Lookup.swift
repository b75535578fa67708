import Records
package import Store

/// Why what a person typed names no record, or more than one.
package enum LookupError: Error, Hashable, Sendable {
    /// Nothing by that name; `nearest` are handles that look like it.
    case notFound(String, nearest: [String])
    case ambiguous(String, candidates: [Store.Location])
    /// A prefix of an id needs at least so many characters.
    case tooShort(String, least: Int)
}

extension Replica {
    /// The shortest prefix of an id that is looked up.
    package static let idPrefixLeast = 4

    /// The record that a handle, an id or an unambiguous prefix of an id names; of joined records the one under which they are
    /// shown.
    ///
    /// - Throws: ``LookupError``
    package func locate(_ text: String) throws -> Store.Location {
        try locate(text) { faces($0) }
    }

    /// The same, of joined records the one that is named itself.
    package func locateMember(_ text: String) throws -> Store.Location {
        try locate(text) { $0 }
    }

    private func locate(
        _ text: String, as shown: ([Store.Location]) -> [Store.Location]
    ) throws -> Store.Location {
        try store.read {
            let byHandle = shown(try store.locations(handle: text))
            if byHandle.count == 1 { return byHandle[0] }
            if byHandle.count > 1 { throw LookupError.ambiguous(text, candidates: byHandle) }
            return try locate(idPrefix: text, as: shown)
        }
    }

    /// The records under which these are shown, each once.
    private func faces(_ locations: [Store.Location]) -> [Store.Location] {
        var faces: [Store.Location] = []
        for face in locations.map(store.face(of:)) where !faces.contains(face) {
            faces.append(face)
        }
        return faces
    }

    private func locate(
        idPrefix text: String, as shown: ([Store.Location]) -> [Store.Location]
    ) throws -> Store.Location {
        guard let range = RecordID.range(ofPrefix: text) else {
            throw LookupError.notFound(text, nearest: try nearestHandles(to: text))
        }
        guard text.utf8.count >= Self.idPrefixLeast else {
            throw LookupError.tooShort(text, least: Self.idPrefixLeast)
        }
        let all = try store.locations(
            from: range.lowerBound, through: range.upperBound, limit: 10)
        let found = shown(all)
        guard let first = found.first else {
            throw LookupError.notFound(text, nearest: try nearestHandles(to: text))
        }
        guard found.count == 1 else { throw LookupError.ambiguous(text, candidates: found) }
        return first
    }

    /// Handles that begin as the text does, ever shorter beginnings tried, at most five.
    private func nearestHandles(to text: String) throws -> [String] {
        var prefix = text
        while prefix.count >= 3 {
            let found = try store.handles(prefix: prefix, limit: 5)
            if !found.isEmpty { return found }
            prefix.removeLast()
        }
        return []
    }

    /// Handles that begin with the text, in order: what completion offers.
    package func handles(prefix: String, limit: Int) throws -> [String] {
        try store.read { try store.handles(prefix: prefix, limit: limit) }
    }
}
