import Causality
import Foundation
import Records
import Replica
import Store
import Sync
import Wire

/// One field that many replicas wrote apart: what it takes to show all sides, and to settle them.
struct SiblingFigures {
    let folder: Folder
    let isSmoke: Bool
    let report: Report

    static let figures: [Figure] = [.siblingsShow, .siblingsResolve]

    private static let runs = 15
    private static let handle = "partner:x"

    func measure(replicas: Int, _ wanted: Selection) throws {
        guard wanted.holdsAny(Self.figures) else { return }
        guard let liaison = Program.neighbour("liaison") else {
            for figure in Self.figures where wanted.holds(figure) {
                report.skip(figure, replicas, because: "no program liaison beside this one")
            }
            return
        }
        _ = try folder.make("siblings-\(replicas)") { try make($0, replicas) }
        let data = try folder.copy("siblings-\(replicas)", to: "siblings")
        if wanted.holds(.siblingsShow) {
            var samples: [Double] = []
            for verb in ["show", "conflicts", "explain"] {
                var shows = Samples()
                for _ in 0..<(isSmoke ? 1 : Self.runs) {
                    shows.add(
                        try Stopwatch.time {
                            try liaison.run([verb, Self.handle, "--data", data], isQuiet: true)
                        }.wall * 1000)
                }
                samples.append(shows.median)
            }
            let told = samples.map { short($0) }.joined(separator: ", ")
            report.add(
                .siblingsShow, replicas, samples.max() ?? 0, "show, conflicts, explain: \(told) ms")
        }
        if wanted.holds(.siblingsResolve) {
            var samples = Samples()
            for run in 0..<(isSmoke ? 1 : Self.runs) {
                let data = try folder.copy("siblings-\(replicas)", to: "siblings")
                // The node was made by this program: the first edit by another begins an incarnation, once.
                try liaison.run(
                    ["edit", Self.handle, "--code", "X\(run)", "--data", data], isQuiet: true)
                folder.settle()
                samples.add(
                    try Stopwatch.time {
                        try liaison.run(
                            [
                                "resolve", Self.handle, "name_en", "--take", "1", "--yes",
                                "--reason",
                                "agreed", "--data", data,
                            ], isQuiet: true)
                    }.wall * 1000)
            }
            report.add(.siblingsResolve, replicas, samples.median, samples.spread)
        }
        try folder.remove("siblings")
    }

    /// More sides than this are written by so many replicas, each many times over the same form: as if they were more.
    private static let replicasMost = 300

    /// A node that holds what was written in one field so many times, none of the authors knowing of the others.
    private func make(_ path: String, _ sides: Int) throws {
        let replicas = min(sides, Self.replicasMost)
        let hub = try Node.create(path, schema: .liaison, name: "hub")
        var draft = Draft(kind: "partner", id: RecordID(high: 7, low: 7))
        for (field, text) in [
            ("handle", Self.handle), ("kind", "organisation"), ("name_en", "base"),
            ("name_nl", "basis"), ("marking", "PUB"),
        ] {
            draft.set(field, to: .single(.text(text)), storedType: .register, shown: nil)
        }
        try hub.commit([draft])
        let base = try folder.fresh("siblings-base")
        try Transcript.write(base, of: hub)
        for number in 0..<replicas {
            let name = "sibling"
            let replica = try Node.create(
                folder.fresh(name), schema: .liaison, name: "post \(number)")
            try Transcript.read(base) { _ = try replica.apply($0, from: nil) }
            let shown = try replica.store.read {
                try replica.store.record(draft.id, kind: "partner")
            }
            guard let shown else { throw Stage.Missing() }
            for side in stride(from: number, to: sides, by: replicas) {
                var edit = Draft(shown)
                edit.set(
                    "name_en", to: .single(.text("as post \(side) has it")), storedType: .register,
                    shown: shown["name_en"])
                try replica.commit([edit], message: "from post \(side)")
            }
            let edits = try folder.fresh("sibling.messages")
            try Transcript.write(edits, of: replica, after: 1)
            try Transcript.read(edits) { _ = try hub.apply($0, from: nil) }
            try folder.remove(name)
        }
        let open = try hub.store.read { try hub.store.conflicts(record: draft.id) }
        guard open.first?.sideCount == sides else {
            throw Program.Failure("siblings", "\(open.first?.sideCount ?? 0) sides came in")
        }
        for name in ["siblings-base", "sibling.messages"] { try folder.remove(name) }
    }
}
