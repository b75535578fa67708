import Foundation

/// What the released programs take as whole processes on a database of real records.
struct ProgramFigures {
    let stage: Stage
    /// A record to show and to edit.
    let handle: String
    let isSmoke: Bool
    let report: Report

    private static let runs = 30
    private static let idleSeconds = 30.0
    private static let settleSeconds = 5.0

    func measure(_ wanted: Selection) throws {
        if wanted.holdsAny([.editOverFsync, .show]) { try commandLine(wanted) }
        if wanted.holdsAny([.idleRSS, .idleCPU]) { try daemon(wanted) }
    }

    // MARK: The command line

    private func commandLine(_ wanted: Selection) throws {
        guard let liaison = Program.neighbour("liaison") else {
            for figure in [Figure.editOverFsync, .show] where wanted.holds(figure) {
                report.skip(figure, stage.count, because: "no program liaison beside this one")
            }
            return
        }
        let folder = stage.folder
        _ = try stage.loaded()
        let data = try folder.copy("loaded", to: "programs")
        // The node was made by this program; the first edit by another begins an incarnation, once.
        try edit(liaison, data, 0)
        if wanted.holds(.editOverFsync) {
            var (edits, syncs) = (Samples(), Samples())
            for run in 1...(isSmoke ? 2 : Self.runs) {
                edits.add(try Stopwatch.time { try edit(liaison, data, run) }.wall * 1000)
                syncs.add(try Stopwatch.time { try Self.syncOnce(folder("sync")) }.wall * 1000)
            }
            report.add(
                .editOverFsync, stage.count, edits.median - syncs.median,
                "\(short(edits.median)) ms (\(edits.spread)), of which one fsync "
                    + "\(short(syncs.median)) ms")
        }
        if wanted.holds(.show) {
            var shows = Samples()
            for _ in 0..<(isSmoke ? 2 : Self.runs) {
                let elapsed = try Stopwatch.time {
                    try liaison.run(["show", handle, "--data", data])
                }
                shows.add(elapsed.wall * 1000)
            }
            report.add(.show, stage.count, shows.median, shows.spread)
        }
        try folder.remove("programs")
        try folder.remove("sync")
    }

    private func edit(_ liaison: Program, _ data: String, _ run: Int) throws {
        try liaison.run(["edit", handle, "--title-en", "Title \(run)", "--data", data])
    }

    /// A page appended to a file and brought to the disk: what no durable edit can do without.
    private static func syncOnce(_ path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Program.Failure(path, "cannot be opened") }
        defer { close(file) }
        let page = [UInt8](repeating: 0x5A, count: 4096)
        guard write(file, page, page.count) == page.count, fdatasync(file) == 0 else {
            throw Program.Failure(path, "cannot be written")
        }
    }

    // MARK: The daemon

    private func daemon(_ wanted: Selection) throws {
        guard let liaisond = Program.neighbour("liaisond") else {
            for figure in [Figure.idleRSS, .idleCPU] where wanted.holds(figure) {
                report.skip(figure, stage.count, because: "no program liaisond beside this one")
            }
            return
        }
        let idle = try IdleDaemon(liaisond, stage)
        let (memory, cpu) = try idle.measure(
            settling: isSmoke ? 1 : Self.settleSeconds, for: isSmoke ? 1 : Self.idleSeconds)
        if wanted.holds(.idleRSS) {
            report.add(.idleRSS, stage.count, memory, "with two peers that do not answer")
        }
        if wanted.holds(.idleCPU) {
            report.add(.idleCPU, stage.count, cpu, "with two peers that do not answer")
        }
    }
}
