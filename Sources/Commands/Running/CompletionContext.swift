import Records
import Replica
import Store
import SyncHTTP

/// What completion may look at: the argument parser calls it without a way to hand anything through.
struct CompletionContext: Sendable {
    @TaskLocal static var current: CompletionContext?

    let variables: [String: String]
    let schema: Schema
    let environment: Environment

    /// No more than this many candidates: more is no help.
    private static let candidatesMost = 200

    init(_ surroundings: Surroundings) {
        variables = surroundings.variables
        schema = surroundings.schema
        environment = surroundings.environment
    }

    /// Handles and ids that begin as the word does. Silent where there is no node: completion never complains.
    static func records(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        current?.records(prefix, words: words) ?? []
    }

    static func kinds(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        current?.schema.kinds.map(\.name).filter { $0.hasPrefix(prefix) } ?? []
    }

    static func kindsOrQueries(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        guard prefix.hasPrefix("@") else { return kinds(words, place, prefix) }
        guard let replica = current?.replica(words),
            let queries = try? replica.store.read({ try replica.store.savedQueries() })
        else { return [] }
        return queries.all.map { "@" + $0.name }.filter { $0.hasPrefix(prefix) }
    }

    static func peers(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        guard let replica = current?.replica(words),
            let peers = try? replica.store.read({ try replica.store.peers() })
        else { return [] }
        return peers.map(\.name).filter { $0.hasPrefix(prefix) }
    }

    /// For `add`: a kind, then its flags.
    static func add(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        guard let current else { return [] }
        let given = Self.after("add", words, place)
        guard let kind = given.first.flatMap({ current.schema.kind($0) }) else {
            return kinds(words, place, prefix)
        }
        return current.flagOrCode(of: kind, given: given, prefix)
    }

    /// For `edit`: a record, then the flags of its kind.
    static func edit(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        guard let current else { return [] }
        let given = Self.after("edit", words, place)
        guard let name = given.first, let replica = current.replica(words),
            let location = try? replica.locate(name),
            let kind = current.schema.kind(location.kind)
        else { return records(words, place, prefix) }
        return current.flagOrCode(of: kind, given: given, prefix)
    }

    /// The fields of a record or a kind that was named before.
    static func fields(_ words: [String], _ place: Int, _ prefix: String) -> [String] {
        guard let current else { return [] }
        for word in words.prefix(max(0, place)).reversed() {
            if let kind = current.schema.kind(word) { return kind.names(prefix) }
            if let location = try? current.replica(words)?.locate(word),
                let kind = current.schema.kind(location.kind)
            {
                return kind.names(prefix)
            }
        }
        return []
    }

    private func flagOrCode(of kind: Kind, given: [String], _ prefix: String) -> [String] {
        if let flag = given.last, flag.hasPrefix("--"), !prefix.hasPrefix("--"),
            let field = FieldFlag(flag).field(of: kind)
        {
            switch field.type {
            case .code(let name):
                return schema.vocabularies[name]?.terms.map(\.code).filter { $0.hasPrefix(prefix) }
                    ?? []
            case .bool: return ["yes", "no"].filter { $0.hasPrefix(prefix) }
            case .reference: return records(prefix, words: given)
            default: return []
            }
        }
        return kind.fields.map { FieldFlag.text(of: $0) }.filter { $0.hasPrefix(prefix) }
    }

    private func records(_ prefix: String, words: [String]) -> [String] {
        guard let replica = replica(words) else { return [] }
        let handles = (try? replica.handles(prefix: prefix, limit: Self.candidatesMost)) ?? []
        guard handles.isEmpty, let range = RecordID.range(ofPrefix: prefix) else { return handles }
        let found = try? replica.store.read {
            try replica.store.locations(
                from: range.lowerBound, through: range.upperBound, limit: Self.candidatesMost)
        }
        return found?.map(\.id.description) ?? []
    }

    private func replica(_ words: [String]) -> Replica? {
        var path: String?
        for (place, word) in words.enumerated() {
            if word == "--data" { path = words.dropFirst(place + 1).first ?? path }
            if word.hasPrefix("--data=") { path = String(word.dropFirst(7)) }
        }
        guard let directory = path.map({ DataDirectory($0) }) ?? DataDirectory.standard(variables)
        else { return nil }
        return try? Replica.open(directory, schema: schema, environment: environment)
    }

    /// The words between the verb and the cursor.
    private static func after(_ verb: String, _ words: [String], _ place: Int) -> [String] {
        let before = words.prefix(max(0, place))
        guard let start = before.firstIndex(of: verb) else { return [] }
        return Array(before[(start + 1)...])
    }
}

extension Kind {
    fileprivate func names(_ prefix: String) -> [String] {
        fields.map(\.name).filter { $0.hasPrefix(prefix) }
    }
}
