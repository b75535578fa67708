import ArgumentParser
import Causality
import Foundation
import Records
import Replica
import Store

/// `liaison diff ID [A..B]`: how a record differs between two moments.
struct Diff: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "diff", abstract: Wording.diffAbstract.spoken,
            discussion: Wording.diffDiscussion.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var id: String

    @Argument(help: Wording.helpDiffRange.help("a..b"))
    var range: String?

    @Flag(help: Wording.helpShowWritten.help)
    var written = false

    func run(_ context: Context) async throws {
        let replica = try context.replica()
        let location = try replica.locate(id)
        let (old, new) = try ends(location, context)
        guard old != nil || new != nil else { throw Failure(Wording.notYetThere(id)) }
        let difference = RecordDifference(from: old, to: new)
        let names = RecordNames(replica, eachAlone: true)
        if output.json { return try context.console.print(try difference.json(names)) }
        let lines = try difference.lines(names)
        if lines.isEmpty { return try context.note(Wording.diffNone) }
        for line in lines { try context.console.print(line) }
    }

    private func ends(
        _ location: Store.Location, _ context: Context
    ) throws -> (StoredRecord?, StoredRecord?) {
        let replica = try context.replica()
        func past(_ moment: Moment) throws -> StoredRecord? {
            try replica.past(location, at: moment, isWritten: written, context.schema)
        }
        func at(_ text: String) throws -> StoredRecord? { try past(Moment(text, context)) }
        // What happened on the first day is part of the difference.
        func beginning(_ text: String) throws -> StoredRecord? {
            try past(Moment(text, context).beginning)
        }
        let now = try context.record(at: location)
        guard let range = try range ?? replica.history(of: location).first?.hash.description else {
            return (nil, now)
        }
        guard let dots = range.range(of: "..") else {
            guard case .change(let change) = try Moment(range, context) else {
                return (try beginning(range), now)
            }
            guard let entry = change.head else { return (nil, nil) }
            return (try before(entry, location, context), try at(range))
        }
        let first = String(range[..<dots.lowerBound])
        let last = String(range[dots.upperBound...])
        return (first.isEmpty ? nil : try beginning(first), last.isEmpty ? now : try at(last))
    }

    /// What the author of a change was shown.
    private func before(
        _ entry: HistoryEntry, _ location: Store.Location, _ context: Context
    ) throws -> StoredRecord? {
        let replica = try context.replica()
        var histories: [RecordID: [HistoryEntry]] = [:]
        for id in try replica.store.read({ replica.store.group(of: location) }) {
            let member = Store.Location(kind: location.kind, id: id)
            let history = try replica.store.read {
                CausalHistory(try replica.store.memberHistory(of: member))
            }
            histories[id] = try replica.seen(by: entry, of: history)
        }
        guard let id = histories.filter({ !$0.value.isEmpty }).keys.min() else { return nil }
        return StoredRecord(
            showing: id, in: histories, kind: location.kind, schema: context.schema)
    }
}
