import Foundation
import Synchronization
import Testing

/// Failure 27 with real processes.
struct WritersTests {
    private static let writers = 50
    private static let atOnce = 8

    @Test func `failure 27: fifty writers beside a big import are never refused`() async throws {
        try await apart {
            let officer = try Officer()
            let file = try officer.partners(2_000)
            let database = officer.data + "/liaison.sqlite-wal"
            let importing = try officer.start(["import", file])
            try waitUntil("the import has begun") {
                let attributes = try? FileManager.default.attributesOfItem(atPath: database)
                return (attributes?[.size] as? Int ?? 0) > 100_000 || !importing.out.isEmpty
            }
            let answers = Answers()
            let threads = (0..<Self.atOnce).map { first in
                let thread = Thread {
                    for number in stride(from: first, to: Self.writers, by: Self.atOnce) {
                        answers.add(
                            Result {
                                try officer.run(
                                    "add", "partner", "--kind", "organisation",
                                    "--name-en", "w", "--name-nl", "s", "--code", "W\(number)",
                                    "--marking", "PUB", "--handle",
                                    "w\(number)")
                            })
                    }
                }
                thread.start()
                return thread
            }
            try waitUntil("the writers are done") { threads.allSatisfy(\.isFinished) }
            #expect(importing.finish().out.hasPrefix("2000 added"))
            let all = try answers.all()
            #expect(all.count == Self.writers)
            for answer in all {
                #expect(answer.isDone, "\(answer.err)")
                #expect(answer.out.hasPrefix("added partner partner:w"))
                #expect(answer.err.isEmpty, "\(answer.err)")
            }
            let listed = try officer.run("list", "partner").done().out
            for number in 0..<Self.writers { #expect(listed.contains("partner:w\(number)")) }
            #expect(listed.split(separator: "\n").count == 2_000 + Self.writers + 1)
            #expect(try officer.run("verify").isDone)
        }
    }

    /// What the writers were told, gathered from their threads.
    private final class Answers: Sendable {
        private let results = Mutex<[Result<Answer, any Error>]>([])

        func add(_ result: Result<Answer, any Error>) { results.withLock { $0.append(result) } }

        func all() throws -> [Answer] { try results.withLock { $0 }.map { try $0.get() } }
    }
}
