/// Where two sequences differ: what stands between common parts.
///
/// Algorithm: the greedy one of Myers, *An O(ND) Difference Algorithm and Its Variations* (1986). Of its trace only the
/// direction of each step is kept, one byte each; the path is then followed again from its beginning.
struct MyersDiff {
    struct Hunk: Equatable {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// Bounds memory, which grows with its square: 8 MB.
    static let editsMax = 4_000
    /// Bounds time: comparisons and steps.
    static let workMax = 50_000_000

    private let old: [Int]
    private let new: [Int]

    /// The hunks of a shortest edit script, in order; one hunk of everything if the script would need more than
    /// ``editsMax`` insertions and deletions or finding it more than ``workMax`` steps.
    ///
    /// Cost: O(items + edits²) expected.
    static func hunks(from old: [Int], to new: [Int]) -> [Hunk] {
        hunks(from: old, to: new, editsMax: editsMax)
            ?? [Hunk(old: 0..<old.count, new: 0..<new.count)]
    }

    /// The same; nil if the script would need more than `editsMax`, or too many steps.
    static func hunks(from old: [Int], to new: [Int], editsMax: Int) -> [Hunk]? {
        let diff = MyersDiff(old: old, new: new)
        return diff.script(editsMax).map(diff.hunks)
    }

    /// For each edit of a shortest script whether it is an insertion; nil beyond the bounds.
    private func script(_ limit: Int) -> [Bool]? {
        let editsMax = min(limit, old.count + new.count)
        // furthest[k + editsMax]: how far into `old` the best path on diagonal k = x - y has come.
        var furthest = [Int](repeating: 0, count: 2 * editsMax + 3)
        var trace: [[Bool]] = []
        var work = 0
        for edits in 0...editsMax {
            trace.append([])
            for diagonal in stride(from: -edits, through: edits, by: 2) {
                let slot = diagonal + editsMax
                let isInsertion =
                    diagonal == -edits
                    || (diagonal != edits && furthest[slot - 1] < furthest[slot + 1])
                trace[edits].append(isInsertion)
                var x = 0
                if edits > 0 { x = isInsertion ? furthest[slot + 1] : furthest[slot - 1] + 1 }
                let end = endOfCommonPart(from: x, x - diagonal)
                furthest[slot] = end
                if end == old.count, end - diagonal == new.count {
                    return backtrack(trace, from: diagonal)
                }
                work += 1 + end - x
            }
            if work > Self.workMax { return nil }
        }
        return nil
    }

    private func endOfCommonPart(from x: Int, _ y: Int) -> Int {
        var x = x
        var y = y
        while x < old.count, y < new.count, old[x] == new[y] {
            x += 1
            y += 1
        }
        return x
    }

    private func backtrack(_ trace: [[Bool]], from diagonal: Int) -> [Bool] {
        var diagonal = diagonal
        var script: [Bool] = []
        for edits in stride(from: trace.count - 1, to: 0, by: -1) {
            let isInsertion = trace[edits][(diagonal + edits) / 2]
            script.append(isInsertion)
            diagonal += isInsertion ? 1 : -1
        }
        return script.reversed()
    }

    private func hunks(of script: [Bool]) -> [Hunk] {
        var hunks: [Hunk] = []
        var x = endOfCommonPart(from: 0, 0)
        var y = x
        for isInsertion in script {
            let next = (x: isInsertion ? x : x + 1, y: isInsertion ? y + 1 : y)
            if let last = hunks.last, last.old.upperBound == x, last.new.upperBound == y {
                hunks[hunks.count - 1] = Hunk(
                    old: last.old.lowerBound..<next.x, new: last.new.lowerBound..<next.y)
            } else {
                hunks.append(Hunk(old: x..<next.x, new: y..<next.y))
            }
            x = endOfCommonPart(from: next.x, next.y)
            y = next.y + x - next.x
        }
        return hunks
    }
}
