import Causality
import Records
import Replica
import Store

/// `liaison resolve --take RULE`: settles every conflict in which the rule picks one side.
struct BulkResolve {
    let take: TakenSide
    let rows: [ConflictRow]
    let reason: String
    let isDryRun: Bool
    let isConfirmed: Bool
    let json: Bool
    let context: Context

    private struct Refused {
        let name: String
        let failure: Failure?
    }

    func run() throws {
        let replica = try context.replica()
        try take.check(replica)
        let names = RecordNames(replica)
        var lines: [String] = []
        var drafts: [Store.Location: [Settlement]] = [:]
        var order: [Store.Location] = []
        /// Where the rule picks no side.
        var leftTo: [String] = []
        var refused: [Failure] = []
        for row in rows where row.level.waits && !row.field.isEmpty {
            let detail = try replica.detail(of: row)
            guard let open = detail.open, let value = take.side(of: detail, replica) else {
                let key = row.key == .null ? "" : "[" + (try names.text(row.key)) + "]"
                leftTo.append(names.name(of: detail.record) + " " + row.field + key)
                continue
            }
            let settlement = Settlement(
                record: detail.record, field: open.field, key: open.key, value: value)
            let key = row.key == .null ? "" : "[" + (try names.text(row.key)) + "]"
            let place = names.name(of: detail.record) + " " + row.field + key
            do { _ = try settlement.draft(replica) } catch let refusal as RuleRefusal {
                refused.append(refusal.failure.about(place))
                continue
            } catch let failure as Failure {
                refused.append(failure.about(place))
                continue
            }
            let word = value == .null ? Wording.emptied.spoken : try names.text(value)
            lines.append(place + ": " + word)
            let location = Store.Location(kind: row.kind, id: row.record)
            if drafts[location] == nil { order.append(location) }
            drafts[location, default: []].append(settlement)
        }
        for failure in refused { try context.console.tell(failure) }
        if !json {
            for place in leftTo {
                try context.console.note(TerminalText.escaped(Wording.leftToPerson(place).spoken))
            }
        }
        let left = leftTo.count
        let count = lines.count
        let asks = !isConfirmed && count > 0
        if !json, isDryRun || asks {
            for line in lines { try context.console.print(TerminalText.escaped(line)) }
        }
        if asks && !isDryRun {
            guard context.console.inIsTerminal, !json else {
                throw Failure(Wording.notSettled, hint: Wording.settleAllHint(count))
            }
            guard try Confirmation.ask(Wording.settleAll(count), context.console) else {
                throw Failure(Wording.notSettled)
            }
        }
        var changes: [ChangeHash] = []
        if !isDryRun, count > 0 {
            // All of one record in one draft, over what was shown of it.
            let all = order.map { location -> Draft in
                let parts = drafts[location] ?? []
                var draft = Draft(parts[0].record)
                for part in parts { draft.resolve(part.field, key: part.key.key, to: [part.value]) }
                return draft
            }
            changes = try replica.commit(all, message: reason, author: context.author).changes
            _ = try context.found(FindingCatchUp.afterwards(replica))
        }
        try tell(count, left, refused.count, changes)
        if !refused.isEmpty { throw StatusOnly(status: .refused) }
    }

    private func tell(_ count: Int, _ left: Int, _ refused: Int, _ changes: [ChangeHash]) throws {
        if json {
            try context.console.print(
                JSONOutput.object([
                    ("resolved", .int(count)), ("left", .int(left)), ("refused", .int(refused)),
                    ("changes", .array(changes.map { .text($0.description) })),
                ]))
        } else {
            try context.console.print(Wording.settledMany(count, left, refused).spoken)
        }
        if isDryRun { try context.note(Wording.dryRunDone) }
    }
}
