import CRDT
import Causality
import Records
import Trust
import Wire

/// What one listed peer can ask of a node with few bytes, each found in the field or beside something that was.
enum Attack: String, CaseIterable {
    case badCover500 = "500 unsigned changes, bad cover"
    case badCover1000 = "1,000 unsigned changes, bad cover"
    case badCover1500 = "1,500 unsigned changes, bad cover"
    case goodRun = "a run of 4,096 changes, one signature"
    case evidence = "210 MiB of zeros by nobody"
    case forged = "10,000 forged changes"
    case introductions = "16,500 introductions"
    case forks = "10,000 forks"
    case ladder = "a ladder of 1,000 forks, 16,384 ranges"
    case fullBlock = "1,000 records of 40 fields in one change"
    case texts = "20 texts of 400 KB written at once"
    case joins = "1,000 records joined in a row"
    case fullPull = "65,536 heads asked for"

    /// The requests, in order; made before anything is measured. With `small` a tenth and less of them: does it run?
    func requests(by attacker: inout Attacker, small: Bool) throws -> [[UInt8]] {
        let introduction = [try attacker.introduction()]
        switch self {
        case .badCover500: return [try badCover(small ? 50 : 500, by: &attacker)]
        case .badCover1000: return [try badCover(small ? 100 : 1_000, by: &attacker)]
        case .badCover1500: return [try badCover(small ? 150 : 1_500, by: &attacker)]
        case .goodRun:
            let count = small ? 200 : Frame.changesMax
            let run = try (1...count).map { number in
                try attacker.write(
                    Attacker.value("code", .int(Int64(number))), isSigned: number == count)
            }
            return [Attacker.push(run, introduction)]
        case .evidence:
            let zeros = [UInt8](repeating: 0, count: 1 << 20)
            return try (0..<(small ? 2 : 30)).map { _ in
                Attacker.push(try (0..<7).map { _ in try Attacker().next(zeros) })
            }
        case .forged:
            return try (0..<(small ? 1 : 20)).map { _ in
                let stranger = Attacker()
                return Attacker.push(
                    try (0..<500).map { _ in try stranger.next(Attacker.value("code", .null)) })
            }
        case .introductions:
            return try (0..<(small ? 1 : 11)).map { _ in
                Attacker.push([], try (0..<1_500).map { _ in try Attacker().introduction() })
            }
        case .forks: return try forks(small ? 100 : 10_000, by: &attacker, introduction)
        case .ladder:
            return try ladder(
                small ? 50 : 1_000, ranges: small ? 100 : 16_384, by: &attacker, introduction)
        case .fullBlock:
            let block = Attacker.block(
                (0..<(small ? 50 : 1_000)).map { _ in Attacker.newID() },
                fields: (0..<40).map { "field\($0)" } + ["code", "name_en"], value: .text("x"))
            return [Attacker.push([try attacker.write(block)], introduction)]
        case .texts: return [try texts(small ? 2 : 20, by: attacker, introduction)]
        case .joins:
            let block = Attacker.joins((0..<(small ? 50 : 1_000)).map { _ in Attacker.newID() })
            return [Attacker.push([try attacker.write(block)], introduction)]
        case .fullPull:
            let head = SyncMessage.HeadDot(
                dot: Dot(attacker.key.publicKey.replica, 1), hash: Hashing.sha256([1]))
            return [
                SyncMessage.pull(
                    SyncMessage.Pull(
                        afterSeq: 0, have: Array(repeating: head, count: SyncMessage.headsMax),
                        equalBuckets: 0, wantsRoster: true, isFull: true)
                ).encoded
            ]
        }
    }

    private func badCover(_ count: Int, by attacker: inout Attacker) throws -> [UInt8] {
        var run = try (0..<count).map { number in
            try attacker.write(Attacker.value("code", .int(Int64(number))), isSigned: false)
        }
        run.append(try attacker.write(Attacker.value("code", .null), skew: 7))
        return Attacker.push(run, [try attacker.introduction()])
    }

    private func forks(
        _ count: Int, by attacker: inout Attacker, _ introduction: [[UInt8]]
    ) throws -> [[UInt8]] {
        let first = try attacker.write(Attacker.value("code", .null))
        let trunk = attacker
        let branches = try (0..<count).map { number in
            try trunk.next(Attacker.value("code", .int(Int64(number))))
        }
        return [Attacker.push([first], introduction)] + pages(branches)
    }

    private func ladder(
        _ steps: Int, ranges: Int, by attacker: inout Attacker, _ introduction: [[UInt8]]
    ) throws -> [[UInt8]] {
        var rungs: [SignedChange] = []
        for _ in 0..<steps {
            if attacker.last != nil {
                rungs.append(try attacker.next(Attacker.value("code", .text("a"))))
            }
            rungs.append(try attacker.write(Attacker.value("code", .text("b"))))
        }
        guard let tip = attacker.last else { return [] }
        let named = BlockView.NamedRange(chain: 0, first: 1, last: tip.header.number)
        let over = try attacker.write(
            Attacker.withdrawal(
                of: Attacker.newID(), naming: Array(repeating: named, count: ranges), on: tip.hash))
        return [Attacker.push([], introduction)] + pages(rungs) + [Attacker.push([over])]
    }

    private func texts(
        _ count: Int, by attacker: Attacker, _ introduction: [[UInt8]]
    ) throws -> [UInt8] {
        let record = Attacker.newID()
        let changes = try (0..<count).map { number in
            let text = String(repeating: "\(number). ", count: 400_000 / "\(number). ".count)
            var writer = BlockWriter(
                author: "a", message: "", chains: [], names: ["partner", "sheet_en"])
            writer.beginRecord(record, kind: writer.index(of: "partner"))
            writer.operation(
                field: writer.index(of: "sheet_en"), type: StoredType.text.rawValue,
                payload: payload([.text(text)]))
            return try attacker.next(writer.finish())
        }
        return Attacker.push(changes, introduction)
    }

    private func pages(_ changes: [SignedChange]) -> [[UInt8]] {
        stride(from: 0, to: changes.count, by: 500).map { first in
            Attacker.push(Array(changes[first..<min(first + 500, changes.count)]))
        }
    }
}
