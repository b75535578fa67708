import Causality
import Commands
import Records
import Replica
import Reports
import Simulator
import Store

/// Everything that reads, as a person asks for it.
extension OddRound {
    func read(_ desk: Desk, _ outcome: inout Outcome, _ batch: Int) async throws {
        let store = desk.replica.store
        let (records, changes) = try store.read {
            (
                try store.kindNames.flatMap { kind in
                    try store.ids(kind: kind, includingHidden: true, includingJoined: true)
                        .map { Store.Location(kind: kind, id: $0) }
                },
                try store.places(before: .max, limit: 12).compactMap {
                    try store.hash(of: $0.point)
                }
            )
        }
        var lines: [[String]] = [
            ["status"], ["status", "--json"], ["log"], ["log", "--json"], ["changes", "--json"],
            ["changes", "--since", "2026-01-01"], ["conflicts"], ["conflicts", "--json"],
            ["findings"], ["findings", "--count"], ["findings", "--json"], ["export", "--all"],
            ["find", "Norway"], ["find", "e"], ["find", "--json", "sentence"], ["find", "é 2026"],
            ["peer", "list"], ["queries"],
        ]
        let kinds = Schema.liaison.kinds
        for step in 0..<3 {
            let kind = kinds[(batch * 3 + step) % kinds.count]
            let field = kind.fields[batch % kind.fields.count].name
            lines += [
                ["list", kind.name, "--all", "--sort", field], ["list", kind.name, "--json"],
                ["list", kind.name, "--columns", field], ["export", "--csv", kind.name],
            ]
        }
        // A few records each time, so that all come round.
        let several = records.isEmpty ? 0 : 5
        for step in 0..<several {
            let place = records[(batch * 7 + step) % records.count]
            let id = place.id.description
            let json = step % 2 == 0 ? ["--json"] : ["--lang", "nl"]
            lines += [
                ["show", id] + json, ["log", id] + json, ["blame", id] + json, ["diff", id] + json,
                ["explain", id] + json,
            ]
            let fields = try store.read { try store.record(place.id, kind: place.kind)?.fields }
            if let field = fields?.dropFirst(batch % max(1, fields?.count ?? 1)).first {
                lines += [["explain", id, field.name], ["blame", id, field.name]]
            }
            if let change = changes.first {
                lines.append(["show", id, "--at", change.description])
            }
        }
        for change in changes.prefix(3) {
            lines.append(["undo", change.description, "--dry-run"])
        }
        for line in lines { try await run(line, desk, &outcome) }
        // One that names no odd record shows, whatever lies beside it.
        for handle in ["partner:NOR", "coop:arctic"] {
            let ran = try await desk.run(["show", handle])
            guard ran.status == .done || ran.err.contains(handle) else {
                throw broken("show \(handle): \(ran.err)")
            }
        }
    }

    func readReports(_ desk: Desk, _ outcome: inout Outcome) async throws {
        var lines: [[String]] = []
        let formats = ["text", "html", "md", "json"]
        let audiences = [nil, "PUB", "DV", "INT,NOR"]
        for (place, report) in ReportCatalogue.all.enumerated() {
            for (turn, audience) in audiences.enumerated() {
                var line = ["report", report.name]
                if report.parameters.subject == .must { line.append("partner:NOR") }
                if report.parameters.year == .must { line += ["--year", "2026"] }
                if report.parameters.since == .must { line += ["--since", "2000"] }
                if report.name == AsKnown.name { line += ["--known-on", "2026-03-02"] }
                if let audience { line += ["--audience", audience] }
                line += ["--format", formats[(place + turn) % formats.count]]
                if turn == 1 { line += ["--lang", "nl"] }
                lines.append(line)
                if report.isCalendar, turn == 0 {
                    lines.append(Array(line.dropLast(2)) + ["--format", "ics"])
                }
            }
        }
        lines += [["agenda"], ["agenda", "--json", "--days", "36600"]]
        if let reports {
            let first = Int(clamping: seed % UInt64(lines.count))
            lines = Array((lines[first...] + lines[..<first]).prefix(reports))
        }
        for line in lines { try await run(line, desk, &outcome) }
    }

    /// What a person does to put odd records right.
    func write(_ desk: Desk, _ outcome: inout Outcome) async throws {
        let store = desk.replica.store
        let records = try store.read {
            try store.kindNames.flatMap { kind in
                try store.ids(kind: kind, includingHidden: true, includingJoined: true)
                    .map { Store.Location(kind: kind, id: $0) }
            }
        }.filter { $0.id.high == 0x0DD }
        var turn = Int(clamping: seed % 1024)
        for place in records.prefix(12) {
            let id = place.id.description
            let kind = Schema.liaison.kind(place.kind)
            let fields = (kind?.fields ?? []).filter { $0.type == .text && $0.shape == .single }
            let flag = fields.isEmpty ? "note" : fields[turn % fields.count].name
            let line =
                switch turn % 6 {
                case 0: ["withdraw", id, "-m", "odd"]
                case 1: ["reinstate", id]
                case 2: ["edit", id, "--" + flag.replacing("_", with: "-"), "mended"]
                case 3: ["resolve", id, flag, "--take", "1", "--reason", "odd"]
                case 4: ["undo", "--yes"]
                default: ["conflicts", id]
                }
            try await run(line, desk, &outcome, mayMiss: true)
            turn += 1
        }
    }

    private func run(
        _ line: [String], _ desk: Desk, _ outcome: inout Outcome, mayMiss: Bool = false
    ) async throws {
        outcome.commands += 1
        let ran = try await desk.run(line, columns: outcome.commands % 2 == 0 ? 80 : nil)
        if ran.status == .bug {
            throw broken("\(line.joined(separator: " ")): \(ran.err.prefix(600))")
        }
        if ran.status == .usage, !mayMiss { throw broken("the fuzzer asks \(line): \(ran.err)") }
    }
}
