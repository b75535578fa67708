/// One rule of the domain, as data: what it asks, of which records, what it reads to know, and the judgement itself.
///
/// A rule is judged at one record, its **anchor**, and is a pure function of that record and of what its readings
/// reach: so a change is followed by judging again only the anchors whose readings it touches. A rule of time says from
/// which day it counts; the clock decides what is listed, never what is found. Source: the domain model, section 5.
package struct Rule: Sendable {
    /// What people know it by: `V1`, `X6`; `M1` and `M2` come from the declarations themselves.
    package let number: String
    package let severity: Severity
    /// One for each way to break it, with places for the particulars; the key is ``Finding/variant``.
    package let sentences: [String: Message]
    /// What to do about it.
    package let advice: Label
    /// The kinds of its anchors; empty for all.
    package let kinds: [String]
    package let readings: [Reading]
    /// Whether what it says of one record and another it would say of the other and the one: only the first of them by id
    /// is the anchor, and a change of one concerns those alone that it is said of together.
    package let isMutual: Bool
    private let check: @Sendable (RuleSubject) throws -> [Finding]

    /// Ruling 1: each rule has one.
    package enum Severity: String, Sendable {
        /// Refused at entry; a finding after an import or a merge.
        case refused
        /// A finding always.
        case finding
    }

    init(
        _ number: String, _ severity: Severity, kinds: [String] = [], reads readings: [Reading],
        isMutual: Bool = false, sentences: [Message], advice: Label,
        check: @escaping @Sendable (RuleSubject) throws -> [Finding]
    ) {
        self.number = number
        self.severity = severity
        self.kinds = kinds
        self.readings = readings
        self.isMutual = isMutual
        self.advice = advice
        self.check = check
        let prefix = "rule." + number
        self.sentences = Dictionary(
            // safe: sentences are ours; two of one key never get past the tests.
            uniqueKeysWithValues: sentences.map { message in
                // safe: the same: declared, not read.
                precondition(message.key.hasPrefix(prefix), message.key)
                return (String(message.key.dropFirst(prefix.count).drop { $0 == "." }), message)
            })
    }

    package func applies(to kind: String) -> Bool { kinds.isEmpty || kinds.contains(kind) }

    /// Whether it reads one of these fields of its anchor itself.
    package func reads(ofAnchor fields: Set<String>) -> Bool {
        readings.contains { $0.path.isEmpty && $0.touches(fields) }
    }

    /// What the rule has to say about a record; nothing about one that is hidden.
    ///
    /// With `fromEither` a mutual rule speaks from the other side too: who is concerned by a change of the record.
    package func findings(
        of record: RuleRecord, in graph: any RecordGraph, schema: Schema, fromEither: Bool = false
    ) throws -> [Finding] {
        guard applies(to: record.kind), !record.isHidden, let kind = schema.kind(record.kind) else {
            return []
        }
        return try check(
            RuleSubject(
                rule: number, record: record, kind: kind, schema: schema, graph: graph,
                fromEither: fromEither))
    }
}

/// What a rule reads: fields of its anchor, or of the records that a path from the anchor leads to.
package struct Reading: Sendable {
    package let path: [Step]
    /// Names of fields; ``everything`` for all of them.
    package let fields: [String]

    package static let everything = "*"

    /// One step from a record to others.
    package enum Step: Hashable, Sendable {
        /// The records that it names in this field.
        case to(String)
        /// The records that it names in any field.
        case toAny
        /// The records of a kind that name it in their field.
        case from(kind: String, field: String)
        /// The records that share one of its keys of this space: see ``RuleKey``.
        case sharing(RuleKey.Space)
        /// As many steps along this field as there are.
        case along(String)
    }

    package init(path: [Step], fields: [String]) {
        self.path = path
        self.fields = fields
    }

    package static func own(_ fields: String...) -> Reading { Reading(path: [], fields: fields) }

    package static func own(_ fields: [String]) -> Reading { Reading(path: [], fields: fields) }

    package static func via(_ path: Step..., reads fields: [String]) -> Reading {
        Reading(path: path, fields: fields)
    }

    /// The empty name stands for the record itself, withdrawn or brought back: every reading reads it.
    package func touches(_ touched: Set<String>) -> Bool {
        touched.contains("") || fields.contains(Reading.everything)
            || fields.contains { touched.contains($0) }
    }
}
