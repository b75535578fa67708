import Causality
import Records
import Testing
import Wire

@testable import bench

@Suite struct `The reference workload` {
    /// The hashes are of the files that the workload's first generator, in another language, wrote for 200 records.
    @Test(arguments: [
        ("base", "95441312fa65b6c3cec9a867c0b884deb5daedd48cf3fdde2bba729fdf9e766d"),
        ("edits_a", "fda75b426a16033f29cc127bb3a1ad93aa4afe53a9c4e1ba589d8d2523855f9d"),
        ("edits_b", "b8e103879fb4bd736a613cd89c0c838ae008535ac139881b16a5d76b0bda07f2"),
        ("small", "d8bca8714189fd9e5894ff04a0765f2f1ba56c1315c370f56cc86cb8892f0218"),
        ("single", "fa02e7c4de436428b0e87723bae4523924c64c3bf3aaa0ce575879680bcd0835"),
    ])
    func `is the same as its first generator's, byte for byte`(file: String, hash: String) {
        let workload = Workload(count: 200)
        let text =
            switch file {
            case "base": workload.recordLines
            case "edits_a": workload.lines(workload.editsA)
            case "edits_b": workload.lines(workload.editsB)
            case "small": workload.lines(workload.small)
            default: workload.lines(workload.single)
            }
        #expect(Hashing.sha256(Array(text.utf8)).description == hash)
    }

    @Test func `shares a hundredth of the records, in the same field with another value`() {
        let workload = Workload(count: 1000)
        #expect(workload.editsA.count == 100)
        #expect(workload.editsB.count == 100)
        let shared = workload.editsA.compactMap { a in
            workload.editsB.first { $0.place == a.place }.map { (a, $0) }
        }
        #expect(shared.count == 10)
        #expect(shared.allSatisfy { $0.column == $1.column && $0.value != $1.value })
    }
}

extension Workload {
    /// Tab-separated, as the first generator wrote them.
    fileprivate var recordLines: String {
        ids.indices.map { record in
            let values = WorkloadField.all.indices.map { plain(value(record, $0)) }
            return "\(ids[record])\t" + values.joined(separator: "\t") + "\n"
        }.joined()
    }

    fileprivate func lines(_ edits: [CorpusEdit]) -> String {
        edits.map { "\($0.place)\t\($0.id)\t\($0.column)\t\(plain($0.value))\n" }.joined()
    }

    private func plain(_ value: Value) -> String {
        switch value {
        case .text(let text): text
        case .int(let number): String(number)
        default: ""
        }
    }
}
