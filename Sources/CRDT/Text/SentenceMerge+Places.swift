extension SentenceMerge {
    /// Where pieces of a text stand in what became of it, in bytes of UTF-8; nil for one whose sentences were changed.
    package static func places(
        of pieces: [Range<Int>], in old: String, to new: String
    ) -> [Range<Int>?] {
        let (before, after) = (Sentences(old), Sentences(new))
        let (beforeBytes, afterBytes) = (Array(old.utf8), Array(new.utf8))
        var met = [Int?](repeating: nil, count: before.all.count)
        var (place, other) = (0, 0)
        let last = MyersDiff.Hunk(old: before.all.count..<before.all.count, new: 0..<0)
        for hunk in plainHunks(before, after) + [last] {
            while place < hunk.old.lowerBound {
                met[place] = other
                (place, other) = (place + 1, other + 1)
            }
            (place, other) = (hunk.old.upperBound, hunk.new.upperBound)
        }
        return pieces.map { piece in
            let touched = before.all.indices.filter { before.core($0).overlaps(piece) }
            guard piece.upperBound <= beforeBytes.count, let first = touched.first,
                let end = touched.last, let start = met[first],
                touched.allSatisfy({ met[$0] == start + $0 - first })
            else { return nil }
            let last = after.core(start + end - first)
            let lower =
                after.core(start).lowerBound + piece.lowerBound - before.core(first).lowerBound
            let upper = last.upperBound + piece.upperBound - before.core(end).upperBound
            guard 0 <= lower, lower <= upper, upper <= afterBytes.count else { return nil }
            let found = lower..<upper
            return beforeBytes[piece] == afterBytes[found] ? found : nil
        }
    }
}
