import Replica
import Store
import Trust
import Wire

extension Sized {
    /// A peer's edits, each its own signed change, in random order, applied in one transaction, against plain updates
    /// in the same order in one transaction. Ours begins with the bytes as they came: decoded, checked, applied.
    func apply() throws {
        let folder = stage.folder
        let messages = try stage.partnerEdits().edits
        _ = try (stage.loaded(), stage.plainLoaded())
        var comparison = Comparison()
        try comparison.measure(rounds: rounds) { _ in
            let path = try folder.copy("plain.sqlite", to: "apply-plain.sqlite")
            folder.settle()
            return try stage.updatePlain(path, stage.corpus.editsB)
        } ours: { _ in
            let replica = try stage.open(folder.copy("loaded", to: "apply"))
            folder.settle()
            return try Stopwatch.time { try Sized.apply(messages, to: replica) }
        }
        try folder.remove("apply-plain.sqlite")
        try folder.remove("apply")
        let shares = Samples(comparison.ratios.values.map { 1 / $0 })
        let edits = stage.corpus.editsB.count
        report.add(
            .applyShareOfPlain, stage.corpus, shares.median,
            "\(shares.spread); \(Int(comparison.ourRate(edits))) against "
                + "\(Int(comparison.plainRate(edits))) edits/s; by processor time "
                + short(1 / comparison.cpuRatios.median))
    }

    /// Applies all messages of a transcript in one transaction.
    static func apply(_ path: String, to replica: Replica) throws {
        var changes: [SignedChange] = []
        var introductions: [Introduction] = []
        try Transcript.read(path) { message in
            changes += try Frame(encoded: message.frame, dossier: replica.store.dossier).changes
            introductions += try message.introductions.map { try Introduction(encoded: $0) }
        }
        let applied = try replica.apply(changes, introductions, from: nil)
        guard applied.applied == changes.count else {
            throw Program.Failure("apply", "\(applied.applied) of \(changes.count) applied")
        }
    }
}
