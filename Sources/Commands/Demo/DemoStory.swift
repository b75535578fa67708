import Records

/// What happens in the demo, step by step, as three officers would type it.
struct DemoStory {
    let stage: DemoStage
    let records: String

    private static let record = "activity:cold-response-2026"
    private static let authors = ["Desk The Hague", "Attaché Oslo", "Attaché Bern"]

    private var hague: DemoNode { stage.nodes[0] }
    private var oslo: DemoNode { stage.nodes[1] }
    private var bern: DemoNode { stage.nodes[2] }

    /// - Throws: ``Failure`` unless all three nodes end with the same digest and no open conflict.
    func tell() async throws {
        try makeNodes()
        try introduce()
        try await load()
        try await loseTouch()
        try await meetAgain()
        try await settle()
    }

    private func makeNodes() throws {
        try stage.say(Wording.demoNodes)
        for (node, author) in zip(stage.nodes, Self.authors) {
            try stage.type(node, "init", "--device-name", node.name, "--author", author)
            try node.writeConfiguration()
        }
    }

    private func introduce() throws {
        try stage.say(Wording.demoPeers)
        let devices = try stage.nodes.map { try stage.standing($0).device }
        for node in stage.nodes {
            for (other, device) in zip(stage.nodes, devices) where other !== node {
                try stage.type(node, "peer", "add", other.name, device, other.url)
            }
        }
        for node in stage.nodes { try stage.startDaemon(node) }
        try stage.context.console.print()
    }

    private func load() async throws {
        try stage.say(Wording.demoLoad)
        try stage.type(hague, "import", records)
        let count = try stage.standing(hague).records
        try await stage.wait(Wording.demoAllHold(count)) { standings in
            standings.allSatisfy { $0.records == count && $0.digest == standings[0].digest }
        }
        try stage.context.console.print()
        try stage.type(
            hague, "edit", Self.record, "--end", "2026-03-20", "-m", "as the press has it")
        try await stage.wait(Wording.demoAllLevel) { standings in
            standings.allSatisfy { $0.digest == standings[0].digest }
        }
        try stage.context.console.print()
        try stage.type(oslo, "show", Self.record)
    }

    private func loseTouch() async throws {
        try stage.say(Wording.demoOffline)
        try stage.stopDaemon(oslo)
        try stage.type(
            oslo, "edit", Self.record, "--end", "2026-03-19", "-m", "host sent a new timetable")
        try stage.type(
            hague, "edit", Self.record, "--end", "2026-03-22", "-m", "transport home takes longer")
        try stage.type(oslo, "status")
    }

    private func meetAgain() async throws {
        try stage.say(Wording.demoOnline)
        try stage.startDaemon(oslo)
        try await stage.wait(Wording.demoAllSeeConflict) { standings in
            standings.allSatisfy { $0.conflicts == 1 && $0.digest == standings[0].digest }
        }
        try stage.context.console.print()
        try stage.type(bern, "conflicts", Self.record)
    }

    private func settle() async throws {
        try stage.say(Wording.demoResolve)
        try stage.type(
            bern, "resolve", Self.record, "end", "--take", "1", "--yes", "--reason",
            "confirmed with the host")
        try await stage.wait(Wording.demoAllLevel) { standings in
            standings.allSatisfy { $0.conflicts == 0 && $0.digest == standings[0].digest }
        }
        try stage.context.console.print()
        try stage.type(oslo, "log", Self.record, "--limit", "3")
        for node in stage.nodes {
            try stage.context.console.print(
                TerminalText.padded(node.name, columns: 6) + "  " + stage.standing(node).digest)
        }
    }
}
