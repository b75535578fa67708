import Foundation
import Testing

@testable import Commands

/// The real daemon: alone on its folder, and killed while it exchanges.
struct DaemonProgramTests {
    @Test
    func `a second daemon on a folder says that there is one, and a killed one is no hindrance`()
        async throws
    {
        try await apart {
            let station = try Station(Officer())
            try station.start()
            let second = try Program.liaisond.start(
                station.words, variables: station.officer.variables
            ).finish()
            #expect(second.end == .exited(75))
            #expect(
                second.err == """
                    error: another liaisond works on \(station.officer.data)
                    hint: one is enough: it syncs for everybody who uses the folder

                    """)
            station.kill()
            try station.start()
            #expect(station.stop()?.end == .exited(0))
        }
    }

    @Test func `daemons that are killed while they exchange reach one state once they run`()
        async throws
    {
        try await apart {
            let hq = try Station(Stock.officer())
            let laptop = try Station(Officer())
            try laptop.dial(hq, named: "hq", from: "laptop")
            var names: [String] = []
            for round in 0..<8 {
                if hq.daemon == nil { try hq.start() }
                if laptop.daemon == nil { try laptop.start() }
                let name = "round \(round)"
                try hq.officer.rename(name).done()
                names.append(name)
                usleep(useconds_t(round * 40_000))
                (round.isMultiple(of: 2) ? laptop : hq).kill()
            }
            if hq.daemon == nil { try hq.start() }
            if laptop.daemon == nil { try laptop.start() }
            try waitUntil("both have the same state") {
                try laptop.standing().digest == hq.standing().digest
            }
            #expect(try laptop.standing().records == Stock.count + 1)
            let held = try laptop.officer.messages(of: "partner:n")
            #expect(names.filter { !held.contains($0) } == [])
            #expect(hq.stop()?.end == .exited(0))
            #expect(laptop.stop()?.end == .exited(0))
            for station in [hq, laptop] {
                #expect(try station.officer.run("verify").isDone)
                #expect(station.officer.litter == [])
            }
        }
    }
}
