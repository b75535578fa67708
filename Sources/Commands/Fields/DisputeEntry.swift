import Foundation
import Records

/// A dispute as a person types it, and as it is shown: `2014 (jfq-2014) | 2014-06 (nato-2015) # the press was early`.
///
/// Shape: two or more values, `|` between them, each with the key of its source in brackets; a comment behind `#`.
enum DisputeEntry {
    /// Whether the text is in this notation rather than JSON.
    static func reads(_ text: String, of field: Field) -> Bool {
        field.name == Dispute.fieldName && !(text.trimmed.first.map { "{[\"".contains($0) } ?? true)
    }

    /// What the text says of the field `about`, each value as that field takes it.
    static func value(_ text: String, about: Field, _ reader: EntryReader) throws -> Value {
        let parts = text.split(separator: " # ", maxSplits: 1)
        let sides = (parts.first ?? "").split(separator: "|").map { String($0).trimmed }
        guard sides.count > 1, sides.allSatisfy({ !$0.isEmpty }) else {
            throw Failure(
                Wording.disputeNeedsTwo, hint: Wording.disputeHint(about.name), status: .usage)
        }
        var members: [(String, String)] = [
            (
                "values",
                "[" + (try sides.map { try side($0, about, reader) }.joined(separator: ",")) + "]"
            )
        ]
        if parts.count > 1 { members.append(("comment", JSON.quoted(String(parts[1]).trimmed))) }
        return .json(object(members))
    }

    private static func side(
        _ text: String, _ about: Field, _ reader: EntryReader
    ) throws -> String {
        var (value, source) = (text, String?.none)
        if text.hasSuffix(")"), let start = text.range(of: " (", options: .backwards) {
            value = String(text[..<start.lowerBound]).trimmed
            source = String(text[start.upperBound...].dropLast()).trimmed
        }
        // A record is named as it was typed: sources disagree about what they wrote.
        var isReference = false
        if case .reference = about.type { isReference = true }
        let read = try reader.value(value, about.type, of: about)
        let written = isReference ? JSON.quoted(value) : read.jsonText
        return object([("value", written)] + (source.map { [("source", JSON.quoted($0))] } ?? []))
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { JSON.quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
    }
}
