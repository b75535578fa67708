import CRDT
import Causality
import Records
import Wire

/// Judging one record: what rules find now, against what was found before.
extension FindingChecker {
    /// Judges a record by some rules, and writes what differs from what was found before.
    func judge(_ kind: String, _ id: RecordID, _ rules: [Int]) throws {
        let id = store.face(of: Store.Location(kind: kind, id: id)).id
        guard let stored = try graph.stored(id, kinds: [kind]) else { return }
        let record = RuleRecord(stored)
        let rules = rules.map { schema.rules[$0] }
        // In the order of the rules; a record may share much with many, so none is looked for one by one.
        var order: [Judgement] = []
        var found: [Judgement: Finding] = [:]
        for rule in rules {
            for finding in try rule.findings(of: record, in: graph, schema: schema) {
                let judgement = Judgement(rule: rule.number, canonical: finding.canonical)
                guard found[judgement] == nil else { continue }
                found[judgement] = finding
                order.append(judgement)
            }
        }
        let judged = Set(rules.map(\.number))
        let rows = try table.rows(of: id)
        for row in rows where judged.contains(row.rule) {
            let known = Judgement(rule: row.rule, canonical: row.particulars)
            if let finding = found.removeValue(forKey: known) {
                try table.update(row, finding)
            } else {
                try table.delete(row.id)
            }
        }
        var isNew = false
        for judgement in order {
            guard let finding = found[judgement] else { continue }
            try table.insert(finding, judgement.canonical)
            isNew = true
        }
        guard !rows.isEmpty || isNew else { return }
        try table.setOwner(
            of: id, desk: record.references("owner_desk").first, author: try author(of: stored),
            accepted: Dictionary(
                record.entries("accepted").compactMap { entry in
                    guard case .text(let mark) = entry.key, case .text(let reason) = entry.value
                    else { return nil }
                    return (mark, reason)
                }, uniquingKeysWith: { first, _ in first }))
    }

    /// Who made the newest change of a record.
    private func author(of stored: StoredRecord) throws -> String {
        guard let newest = stored.heads.max(by: { $1.isShown(over: $0) }) else { return "" }
        if let author = authors[newest.point.rawValue] { return author }
        if authors.count >= 1024 { authors.removeAll(keepingCapacity: true) }
        guard let change = try store.change(at: newest.point) else { return "" }
        let author = (try? BlockView(change.block))?.author ?? ""
        authors[newest.point.rawValue] = author
        return author
    }
}

/// What tells two findings of one record apart.
private struct Judgement: Hashable {
    let rule: String
    let canonical: String
}
