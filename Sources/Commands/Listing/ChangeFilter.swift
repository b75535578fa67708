import ArgumentParser
import Records
import Replica

/// Which changes are asked for: the options of `log` and `changes`.
struct ChangeFilterOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: Wording.helpSince.help("moment"))
    var since: String?

    @Option(parsing: .unconditional, help: Wording.helpUntil.help("moment"))
    var until: String?

    @Option(name: .customLong("by"), help: Wording.helpLogAuthor.help("name"))
    var author: String?

    @Option(help: Wording.helpLogDevice.help("name"))
    var device: String?

    @Option(parsing: .unconditional, help: Wording.helpLimit.help("n"))
    var limit: Int?
}

/// The same, read.
struct ChangeFilter {
    let limit: Int?
    private let from: UInt64?
    private let before: UInt64?
    private let author: FoldedName?
    private let device: FoldedName?

    /// Part of a name, whatever its case.
    private struct FoldedName {
        let text: String

        func fits(_ name: String) -> Bool { name.lowercased().contains(text.lowercased()) }
    }

    init(_ options: ChangeFilterOptions, _ context: Context) throws {
        if let limit = options.limit, limit < 1 { throw Failure(Wording.badLimit, status: .usage) }
        limit = options.limit
        from = try options.since.map { try Moment.time($0, context).lowerBound }
        before = try options.until.map { try Moment.time($0, context).upperBound }
        author = options.author.map(FoldedName.init)
        device = options.device.map(FoldedName.init)
    }

    /// By the clock of the author.
    func fits(_ entry: HistoryEntry) -> Bool {
        if let from, entry.wallMs < from { return false }
        if let before, entry.wallMs >= before { return false }
        if let author, !author.fits(entry.author) { return false }
        if let device, !device.fits(entry.deviceName) { return false }
        return true
    }
}
