import Foundation
import Records
import Testing

@testable import Commands

/// A person resolves at a real terminal: killed at any instant, interrupted, and while the daemon merges a side in.
struct ResolveSessionTests {
    /// Two machines whose officers named one partner apart; the first has both names. What another names it, nobody has.
    private func apart(_ hq: Station, _ laptop: Station, unseen: Station? = nil) throws {
        try hq.officer.addPartner()
        try laptop.dial(hq, named: "hq", from: "laptop")
        try unseen?.dial(hq, named: "hq", from: "unseen")
        try hq.start()
        try laptop.officer.run("sync", "hq").done()
        if let unseen {
            try unseen.officer.run("sync", "hq").done()
            try unseen.officer.rename("in the field").done()
        }
        try laptop.officer.rename("on the laptop").done()
        try hq.officer.rename("at home").done()
        try laptop.officer.run("sync", "hq").done()
        try waitUntil("the names have met") { try hq.officer.openConflicts() == 1 }
    }

    private func sit(_ officer: Officer) throws -> Seat {
        try Seat(.liaison, ["resolve", "partner:n"], variables: officer.variables)
    }

    @Test func `a session killed at any instant leaves the conflict open, or settled whole`()
        async throws
    {
        try await ProgramTests.apart {
            let (hq, laptop) = (try Station(Officer()), try Station(Officer()))
            try apart(hq, laptop)
            #expect(hq.stop()?.end == .exited(0))
            // How long the whole takes when nobody kills it.
            let sample = try Officer(copying: hq.officer)
            let whole = try ContinuousClock().measure { try settle(try sit(sample)) }
            #expect(try sample.openConflicts() == 0)
            var settled = 0
            let kills = 24
            for number in 0..<kills {
                let officer = try Officer(copying: hq.officer)
                let seat = try sit(officer)
                let killer = DispatchWorkItem { seat.signal(SIGKILL) }
                DispatchQueue.global().asyncAfter(
                    deadline: .now() + whole / .seconds(1) * 1.1 * Double(number) / Double(kills),
                    execute: killer)
                let saidSo = (try? settle(seat)) != nil
                killer.cancel()
                _ = seat.finish()
                let verified = try officer.run("verify")
                #expect(verified.isDone, "\(number): \(verified.out)\(verified.err)")
                // Never half: open without a trace, or settled with the reason.
                let isOpen = try officer.openConflicts() == 1
                let reasons = try officer.messages(of: "partner:n").filter { $0 == "agreed" }
                #expect(reasons.count == (isOpen ? 0 : 1), "\(number)")
                #expect(!saidSo || !isOpen, "\(number): said to be settled, and is open")
                if !isOpen { settled += 1 }
            }
            #expect(settled < kills)
        }
    }

    /// Chooses the first side.
    private func settle(_ seat: Seat) throws {
        try seat.wait(for: "q quit:")
        seat.type("1")
        try seat.wait(for: "why:")
        seat.type("agreed")
        try seat.wait(for: "[y/N]")
        seat.type("y")
        try seat.wait(for: "1 settled")
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a session that is interrupted says so, and nothing is settled`(signal: Int32) async throws
    {
        try await ProgramTests.apart {
            let (hq, laptop) = (try Station(Officer()), try Station(Officer()))
            try apart(hq, laptop)
            let seat = try sit(hq.officer)
            try seat.wait(for: "q quit:")
            seat.type("1")
            try seat.wait(for: "why:")
            seat.signal(signal)
            #expect(seat.finish() == .exited(130))
            #expect(seat.screen.hasSuffix("\nerror: interrupted; what was done is kept\n"))
            #expect(try hq.officer.openConflicts() == 1)
            #expect(hq.stop()?.end == .exited(0))
        }
    }

    @Test func `a side that the daemon merges in meanwhile is shown, and keeps it open`()
        async throws
    {
        try await ProgramTests.apart {
            let (hq, laptop) = (try Station(Officer()), try Station(Officer()))
            let third = try Station(Officer())
            try apart(hq, laptop, unseen: third)
            let seat = try sit(hq.officer)
            try seat.wait(for: "q quit:")
            seat.type("1")
            try seat.wait(for: "why:")
            seat.type("agreed")
            try seat.wait(for: "[y/N]")
            // All is said but the last word when a third comes in.
            try third.officer.run("sync", "hq").done()
            seat.type("y")
            try seat.wait(for: "came in")
            try seat.wait(for: "in the field")
            try seat.wait(for: "q quit:")
            seat.type("q")
            #expect(seat.finish() == .exited(0))
            #expect(try hq.officer.openConflicts() == 1)
            #expect(hq.stop()?.end == .exited(0))
        }
    }
}

extension Officer {
    /// Records with an open conflict, as a script counts them.
    fileprivate func openConflicts() throws -> Int {
        if case .array(let rows) = try json("conflicts") { rows.count } else { -1 }
    }
}
