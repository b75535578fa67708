import Records
import Replica
import Store

/// One conflict after the other with a person at the keys. Nothing is written until a choice is confirmed, one change for
/// each; whatever ends the session leaves the rest open.
struct ResolveSession {
    let rows: [ConflictRow]
    /// Said for each conflict where it is given; asked for otherwise.
    let reason: String?
    let context: Context
    let names: RecordNames

    private enum Answer {
        case settle(Value)
        case skip, quit
    }

    func run() throws {
        var settled = 0
        var left = 0
        loop: for (place, row) in rows.enumerated() {
            if place > 0 { try context.console.print() }
            try context.console.print(Wording.conflictOf(place + 1, rows.count).spoken)
            switch try settle(row) {
            case true?: settled += 1
            case false?: left += 1
            case nil:
                left += rows.count - place
                break loop
            }
        }
        try context.console.print(Wording.sessionDone(settled, left).spoken)
    }

    /// True where it was settled, false where it was left; nil where the person has had enough.
    private func settle(_ row: ConflictRow) throws -> Bool? {
        let replica = try context.replica()
        while true {
            // As it is now: the daemon may have brought a side, or somebody's decision.
            guard let now = try current(row) else {
                try context.note(Wording.settledMeanwhile)
                return false
            }
            let detail = try replica.detail(of: now)
            let text = ConflictText(
                detail: detail, name: names.name(of: detail.record), context: context, names: names)
            for line in try text.lines().dropLast() { try context.console.print(line) }
            guard let open = detail.open else { return try settleRecord(detail) }
            let value: Value
            switch try answer(detail, open) {
            case .settle(let chosen): value = chosen
            case .skip: return false
            case .quit: return nil
            }
            let settlement = Settlement(
                record: detail.record, field: open.field, key: open.key, value: value)
            let draft: Draft
            do { draft = try settlement.draft(replica) } catch let refusal as RuleRefusal {
                try context.console.tell(refusal.failure)
                continue
            } catch let failure as Failure {
                try context.console.tell(failure)
                continue
            }
            let word = value == .null ? Wording.emptied.spoken : try names.text(value)
            try context.console.print(
                TerminalText.escaped("  " + open.field.name + ": " + word))
            switch try confirmation() {
            case .given(let why):
                try replica.commit([draft], message: why, author: context.author)
                try editor(detail).discard()
                // What is settled may have been the reason to look at something again.
                _ = try context.found(FindingCatchUp.afterwards(replica))
            case .withheld: continue
            case .ended: return nil
            }
            if try settlement.isOpen(context) {
                try context.note(settlement.isPart ? Wording.restStaysOpen : Wording.sideCameIn)
                continue
            }
            return true
        }
    }

    private func editor(_ detail: ConflictDetail) throws -> SideEditor {
        try SideEditor(detail: detail, context: context, names: names)
    }

    private enum Consent {
        case given(String)
        case withheld
        /// The input is at its end.
        case ended
    }

    /// Why, and whether it is to be written.
    private func confirmation() throws -> Consent {
        let typed = try reason ?? Prompt.line(Wording.askReason, context.console)
        guard let why = typed?.trimmed, !why.isEmpty else {
            try context.note(Wording.noReasonGiven)
            return typed == nil ? .ended : .withheld
        }
        if let scalar = EnteredText.refused(in: why, as: .line) {
            try context.console.tell(
                Failure(Wording.unseenCharacter(Wording.theReason, scalar)))
            return .withheld
        }
        return try Confirmation.ask(Wording.settleThis, context.console) ? .given(why) : .withheld
    }

    private func current(_ row: ConflictRow) throws -> ConflictRow? {
        let replica = try context.replica()
        return try replica.store.read { try replica.store.conflicts(record: row.record) }
            .first { $0.kind == row.kind && $0.field == row.field && $0.key == row.key }
    }

    private func answer(
        _ detail: ConflictDetail, _ open: (field: StoredField, key: FieldView.OpenKey)
    ) throws -> Answer {
        let reader = EntryReader(
            schema: context.schema, kind: detail.record.kind, locate: try context.replica().locate)
        while true {
            let question = Wording.chooseSide(open.key.sides.count, isText: detail.merged != nil)
            guard let typed = try Prompt.line(question, context.console) else { return .quit }
            let words = typed.trimmed.split(separator: " ", maxSplits: 1).map(String.init)
            do {
                switch (words.first?.lowercased(), words.count) {
                case ("q", 1): return .quit
                case ("s", 1), (nil, _): return .skip
                case ("?", 1), ("h", 1):
                    try context.note(Wording.chooseSideHelp)
                    continue
                case ("m", 1):
                    guard let merged = detail.merged else {
                        throw Failure(Wording.noSuchKey(typed))
                    }
                    return .settle(.text(merged.text))
                case ("e", 1):
                    guard
                        let text = try editor(detail).edited(), let field = open.field.field
                    else { continue }
                    return .settle(try reader.value(text, field.type, of: field))
                case ("v", 2):
                    guard let field = open.field.field else { throw Failure(Wording.fieldNotKnown) }
                    return .settle(try reader.value(words[1], field.type, of: field))
                case (let word?, 1):
                    if let number = Int(word), open.key.sides.indices.contains(number - 1) {
                        return .settle(open.key.sides[number - 1])
                    }
                    throw Failure(Wording.noSuchKey(typed))
                default: throw Failure(Wording.noSuchKey(typed))
                }
            } catch let failure as Failure {
                try context.console.tell(failure)
            }
        }
    }

    /// Withdrawn but edited, or changed apart: no value is chosen.
    private func settleRecord(_ detail: ConflictDetail) throws -> Bool? {
        let replica = try context.replica()
        let isNotice = detail.row.level == .notice
        let question = isNotice ? Wording.chooseSeen : Wording.chooseKept
        while true {
            guard let typed = try Prompt.line(question, context.console) else { return nil }
            var draft = Draft(detail.record)
            switch typed.trimmed.lowercased() {
            case "q": return nil
            case "s", "": return false
            case "y" where isNotice, "j" where isNotice:
                try Acknowledgement(context).save(
                    detail.record,
                    reason: reason
                        ?? Wording.noticeSeen(
                            names.name(of: detail.record)
                        ).spoken)
                return true
            case "r" where !isNotice: draft.reinstate(detail.record)
            case "w" where !isNotice: draft.withdraw(detail.record)
            default:
                try context.console.tell(Failure(Wording.noSuchKey(typed)))
                continue
            }
            switch try confirmation() {
            case .given(let why): try replica.commit([draft], message: why, author: context.author)
            case .withheld: continue
            case .ended: return nil
            }
            return true
        }
    }
}
