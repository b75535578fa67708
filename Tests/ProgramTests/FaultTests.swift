import Foundation
import Testing

@testable import Commands

/// A disk that fills up or refuses to sync, at every write and every sync of the real program.
@Suite(.enabled(if: Faults.library != nil))
struct FaultTests {
    private enum Verb: String, CaseIterable {
        case edit, `import`, backup

        func words(_ officer: Officer) throws -> [String] {
            switch self {
            case .edit: Officer.renaming("faulty")
            case .import: ["import", try officer.partners(40)]
            case .backup: ["backup", officer.data + "/copy"]
            }
        }
    }

    @Test(arguments: Verb.allCases, ["FAULT_WRITE", "FAULT_SYNC"])
    private func `failure 25: "saved" is never said of what is not`(
        verb: Verb, fault: String
    ) async throws {
        try await apart {
            let model = try Officer()
            try model.addPartner()
            let spared = try Officer(copying: model)
            let calls = try Faults.counted(fault, in: spared, try verb.words(spared))
            #expect(calls > 0)
            for number in Self.sample(of: calls) {
                let officer = try Officer(copying: model)
                let answer = try officer.start(
                    try verb.words(officer),
                    adding: Faults.variables(in: officer, [fault: "\(number)"])
                ).finish()
                let context = "\(verb) with \(fault) \(number)"
                try Self.check(answer, of: verb, officer, context)
                try officer.expectWhole(context)
                #expect(officer.litter.filter { $0 != "copy" } == [], "\(context)")
            }
        }
    }

    /// All where there are few; else the first, some in between, and the last.
    private static func sample(of count: Int) -> [Int] {
        let step = max(1, count / 10)
        return Set(0..<min(count, 6)).union(stride(from: 0, to: count, by: step))
            .union([count - 2, count - 1]).filter { $0 >= 0 }.sorted()
    }

    private static func check(
        _ answer: Answer, of verb: Verb, _ officer: Officer, _ context: String
    ) throws {
        if !answer.isDone {
            #expect(answer.end == .exited(1), "\(context): \(answer.end) \(answer.err)")
            #expect(answer.err.hasPrefix("error: "), "\(context): \(answer.err)")
            #expect(!answer.out.contains("saved"), "\(context): \(answer.out)")
        }
        switch verb {
        case .edit:
            let isThere = try officer.messages(of: "partner:n").contains("faulty")
            #expect(isThere == answer.isDone, "\(context): \(answer.out)\(answer.err)")
        case .import:
            let count = try officer.run("list", "partner").done().out.split(separator: "\n").count
            #expect(count == (answer.isDone ? 42 : 2), "\(context): \(answer.out)\(answer.err)")
        case .backup:
            // Refused at its very last step it may be there: then it is whole.
            let copy = officer.data + "/copy"
            let isThere = FileManager.default.fileExists(atPath: copy)
            #expect(isThere || !answer.isDone, "\(context)")
            guard isThere else { return }
            let other = try Officer(initialised: false)
            try other.run("restore", copy).done()
            #expect(try other.messages(of: "partner:n").count == 1, "\(context)")
        }
    }
}

/// The library that makes the system refuse, compiled once.
enum Faults {
    /// Nil without a C compiler.
    static let library: String? = {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Faults/faults.c").path
        let library = NSTemporaryDirectory() + "liaison-faults-\(getpid()).so"
        let compiled = try? Program(at: "/usr/bin/cc").start(
            [
                "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library, source,
                "-ldl",
            ],
            variables: ["PATH": "/usr/bin:/bin"]
        ).finish()
        guard compiled?.isDone == true else { return nil }
        atexit { unlink(NSTemporaryDirectory() + "liaison-faults-\(getpid()).so") }
        return library
    }()

    static func variables(in officer: Officer, _ fault: [String: String]) -> [String: String] {
        ["LD_PRELOAD": library ?? "", "FAULT_PATH": officer.data].merging(fault) { $1 }
    }

    /// How many calls of the kind a run makes where nothing is refused.
    static func counted(_ fault: String, in officer: Officer, _ words: [String]) throws -> Int {
        let report = officer.home + "/report"
        try officer.start(words, adding: variables(in: officer, ["FAULT_REPORT": report]))
            .finish().done()
        let counts = try String(contentsOfFile: report, encoding: .utf8)
            .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        return fault == "FAULT_WRITE" ? counts[0] : counts[1]
    }
}
