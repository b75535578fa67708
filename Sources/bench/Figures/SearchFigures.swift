import Foundation

/// What finding and listing take as whole processes on a database of real records.
struct SearchFigures {
    let stage: Stage
    let isSmoke: Bool
    let report: Report

    private static let runs = 15

    static let figures: [Figure] = [.find, .list, .listReference]

    /// A word of few records, one of many, a phrase with a beginning, a partner's name, one field without another.
    private static let queries: [[String]] = [
        ["benesam"], ["exercise"], ["\"joint training\" OR amphib*"], ["noorwegen"],
        ["title:group -summary:navy"],
    ]
    private static let lists: [[String]] = [
        ["activity", "--where", "start>=2016", "--where", "status=held", "--sort", "-start"],
        ["partner", "--where", "name_nl~land", "--where", "kind=country"],
        ["agreement", "--where", "signed<2005", "--where", "instrument=treaty|mou"],
    ]
    private static let referenceLists: [[String]] = [
        ["activity", "--where", "participants.code=NOR"],
        ["cooperation", "--where", "agreements.parties.code=BEL", "--where", "status=active"],
        ["agreement", "--where", "parties~norw", "--sort", "signed"],
    ]

    func measure(_ wanted: Selection) throws {
        guard wanted.holdsAny(Self.figures) else { return }
        guard let liaison = Program.neighbour("liaison") else {
            for figure in Self.figures where wanted.holds(figure) {
                report.skip(figure, stage.count, because: "no program liaison beside this one")
            }
            return
        }
        let folder = stage.folder
        _ = try stage.loaded()
        let data = try folder.copy("loaded", to: "search")
        if wanted.holds(.find) {
            // The first search makes the index.
            let making = try Stopwatch.time {
                try liaison.run(["find", "x", "--data", data], isQuiet: true)
            }
            try measure(
                .find, liaison, data, Self.queries.map { ["find"] + $0 },
                note: "index made in \(short(making.wall)) s")
        }
        if wanted.holds(.list) {
            try measure(.list, liaison, data, Self.lists.map { ["list"] + $0 })
        }
        if wanted.holds(.listReference) {
            try measure(.listReference, liaison, data, Self.referenceLists.map { ["list"] + $0 })
        }
        try folder.remove("search")
    }

    /// The median of the slowest command line; all are told.
    private func measure(
        _ figure: Figure, _ liaison: Program, _ data: String, _ lines: [[String]],
        note: String? = nil
    ) throws {
        var medians: [Double] = []
        for line in lines {
            var samples = Samples()
            for _ in 0..<(isSmoke ? 1 : Self.runs) {
                let elapsed = try Stopwatch.time {
                    try liaison.run(
                        line + ["--limit", "20", "--data", data], isQuiet: true)
                }
                samples.add(elapsed.wall * 1000)
            }
            medians.append(samples.median)
        }
        let told = "each " + medians.map { short($0) }.joined(separator: ", ") + " ms"
        report.add(
            figure, stage.count, medians.max() ?? 0,
            [told, note].compactMap { $0 }.joined(separator: "; "))
    }
}
