import ArgumentParser
import Records
import Reports

/// What everything that makes a report takes: who it is for, as what, where to, and on which day.
struct ReportOptions: ParsableArguments {
    @Option(help: Wording.helpFormat.help("format"), completion: .list(formats))
    var format: String?

    @Option(name: .shortAndLong, help: Wording.helpOutput.help("file"), completion: .file())
    var output: String?

    @Flag(help: Wording.helpForce.help)
    var force = false

    @Option(help: Wording.helpAudience.help("marking[,partner…]"))
    var audience: String?

    @Option(name: .customLong("as-of"), help: Wording.helpAsOf.help("date"))
    var asOf: String?

    @Option(name: .customLong("known-on"), help: Wording.helpKnownOn.help("date"))
    var knownOn: String?

    static let formats = ReportFormat.allCases.map(\.rawValue)

    /// The format asked for, else the one that the file's name says, else text.
    func chosenFormat(json: Bool) throws(Failure) -> ReportFormat {
        guard let format else {
            if json { return .json }
            return output.flatMap { ReportFormat(fileName: $0) } ?? .text
        }
        guard let chosen = ReportFormat(rawValue: format.lowercased()) else {
            let nearest = Nearest.words(to: format, in: Self.formats)
            throw Failure(
                Wording.unknownFormat(format),
                hint: nearest.isEmpty ? Wording.oneOf(Self.formats) : Wording.nearest(nearest),
                status: .usage)
        }
        guard !json || chosen == .json else {
            throw Failure(Wording.twoFormats, status: .usage)
        }
        return chosen
    }
}

/// Dates that people give reports: as exact as they like.
enum ReportDate {
    static func read(_ text: String, flag: String) throws(Failure) -> PartialDate {
        guard let date = PartialDate(text) else {
            throw Failure(
                Wording.badDate(flag), hint: Wording.typeDate, status: .usage)
        }
        return date
    }
}
