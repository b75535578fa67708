import CRDT
import Causality
import Records

/// The writes of one text since all sides knew the same, and what the text shows at any version of them.
struct MergedHistory {
    /// Oldest first; the first is what all others have in their past.
    private var events: [MergedText.Event] = []
    /// For each event the places of those that it went over.
    private var parents: [[Int]] = []
    /// For each event the places of all in its past.
    private var past: [Places] = []
    private var heads: [Int] = []
    /// Decisions that were taken back: nobody decided by them.
    private var undone: Set<Int> = []

    /// Nil where a write is missing or no text, or the writes have no common beginning among the newest `limit`.
    init?(
        _ live: [Point], _ limit: Int, _ event: (Point) throws(StoreError) -> MergedText.Event?
    ) throws(StoreError) {
        var waiting: [MergedText.Event] = []
        var seen = Set(live)
        var reopened: Set<Point> = []
        for point in live {
            guard let one = try event(point) else { return nil }
            waiting.append(one)
        }
        // The newest first: whoever has it in their past is done with by then.
        while let newest = waiting.indices.max(by: {
            waiting[$1].stamp.isShown(over: waiting[$0].stamp)
        }) {
            let next = waiting.remove(at: newest)
            guard next.text != nil, events.count < limit else { return nil }
            events.append(next)
            if next.stance == .reopens { reopened.formUnion(next.parents) }
            // What leaves open what was before is no beginning, nor is a decision that was taken back.
            if waiting.isEmpty, next.stance == .decides, !reopened.contains(next.stamp.point) {
                break
            }
            // Made apart from the beginning on.
            guard !next.parents.isEmpty else { return nil }
            for parent in next.parents where seen.insert(parent).inserted {
                guard let one = try event(parent) else { return nil }
                waiting.append(one)
            }
        }
        events.reverse()
        var places: [Point: Int] = [:]
        for (place, event) in events.enumerated() {
            // What it went over before the common beginning is in that.
            var known = event.parents.compactMap { places[$0] }
            if known.isEmpty, place > 0 { known = [0] }
            var before = Places()
            for parent in known {
                before.formUnion(past[parent])
                before.insert(parent)
            }
            parents.append(known)
            past.append(before)
            places[event.stamp.point] = place
            if reopened.contains(event.stamp.point) { undone.insert(place) }
        }
        heads = live.compactMap { places[$0] }
    }

    /// What the text shows now; nil where it cannot be merged.
    func version() -> MergedVersion? {
        var made: [[Int]: MergedVersion] = [:]
        // From the oldest on: what each author was shown is known by the time that it is asked for.
        for place in events.indices where isOpen(place) {
            guard version(of: parents[place], &made) != nil else { return nil }
        }
        return version(of: heads, &made)
    }

    /// Whether a write leaves open what was.
    private func isOpen(_ place: Int) -> Bool {
        place > 0 && (events[place].stance != .decides || undone.contains(place))
    }

    /// What it shows to who has these writes and their past.
    private func version(of heads: [Int], _ made: inout [[Int]: MergedVersion]) -> MergedVersion? {
        let heads = newest(heads)
        if let known = made[heads] { return known }
        let version = heads.count == 1 ? one(heads[0], &made) : several(heads, &made)
        made[heads] = version
        return version
    }

    private func newest(_ places: [Int]) -> [Int] {
        let all = Set(places)
        if all.count == 1 { return Array(all) }
        var older = Places()
        for place in all { older.formUnion(past[place]) }
        return all.filter { !older.contains($0) }.sorted()
    }

    /// As its author left it: what was contested before, if it was left open and the sentence alone.
    private func one(_ place: Int, _ made: inout [[Int]: MergedVersion]) -> MergedVersion? {
        let text = events[place].text ?? ""
        guard isOpen(place) else { return MergedVersion(text: text) }
        var shown = parents[place]
        // Whoever takes a decision back has what was before it.
        if events[place].stance == .reopens {
            shown = parents[place].flatMap { undone.contains($0) ? parents[$0] : [$0] }
        }
        guard let before = version(of: shown, &made) else { return nil }
        return MergedVersion(text: text, keeping: before.contested, of: before.text)
    }

    private func several(_ heads: [Int], _ made: inout [[Int]: MergedVersion]) -> MergedVersion? {
        var common = past[heads[0]]
        for head in heads.dropFirst() { common.formIntersection(past[head]) }
        guard let base = version(of: common.newest { past[$0] }, &made) else { return nil }
        var sides: [MergedVersion.Side] = []
        var settled: [MergedVersion.Open] = []
        for head in heads {
            guard let own = one(head, &made), let before = version(of: parents[head], &made) else {
                return nil
            }
            // What somebody saw all sides of and does not leave open is no question any more.
            let decided = before.contested.filter { !own.contested.contains($0) }
            settled += decided
            let sentences = decided.flatMap { [$0.what.base, $0.what.merged] }
            if let place = sides.firstIndex(where: { $0.version.text.isExactly(own.text) }) {
                sides[place].writers.append(events[head].stamp)
                sides[place].decided += sentences
                sides[place].version.adopt(own.contested)
            } else {
                sides.append(
                    MergedVersion.Side(
                        version: own, writers: [events[head].stamp], decided: sentences))
            }
        }
        for place in sides.indices { sides[place].version.drop(settled) }
        guard sides.count > 1 else { return sides[0].version }
        return MergedVersion(merging: sides, over: base)
    }
}

/// Places among the writes of a text.
private struct Places {
    private var words: [UInt64] = []

    mutating func insert(_ place: Int) {
        while words.count <= place >> 6 { words.append(0) }
        words[place >> 6] |= 1 << UInt64(place & 63)
    }

    func contains(_ place: Int) -> Bool {
        place >> 6 < words.count && words[place >> 6] & 1 << UInt64(place & 63) != 0
    }

    mutating func formUnion(_ other: Places) {
        while words.count < other.words.count { words.append(0) }
        for (place, word) in other.words.enumerated() { words[place] |= word }
    }

    mutating func formIntersection(_ other: Places) {
        for place in words.indices {
            words[place] &= place < other.words.count ? other.words[place] : 0
        }
    }

    /// Those that are in the past of no other, ascending.
    func newest(_ past: (Int) -> Places) -> [Int] {
        var left = self
        var found: [Int] = []
        while let word = left.words.lastIndex(where: { $0 != 0 }) {
            let place = word << 6 + 63 - left.words[word].leadingZeroBitCount
            found.append(place)
            left.words[word] &= ~(1 << UInt64(place & 63))
            let older = past(place)
            for at in left.words.indices where at < older.words.count {
                left.words[at] &= ~older.words[at]
            }
        }
        return found.sorted()
    }
}

/// A text and what of it is contested.
struct MergedVersion {
    let text: String
    /// In the order of the text.
    private(set) var contested: [Open] = []

    struct Open: Equatable {
        let what: MergedText.Contested
        /// Where the merged sentences stand in the text, in bytes.
        let place: Range<Int>

        static func == (a: Open, b: Open) -> Bool { a.what == b.what }
    }

    /// One text among several, with who wrote it.
    struct Side {
        var version: MergedVersion
        var writers: [Stamp]
        /// Sentences on which its authors decided.
        var decided: [String]
    }

    init(text: String) { self.text = text }

    /// What of these stands in the text as it stood in the one before.
    init(text: String, keeping open: [Open], of before: String) {
        self.text = text
        keep(open, of: before)
    }

    /// Nil where a text was written anew.
    init?(merging sides: [Side], over base: MergedVersion) {
        let merge = SentenceMerge(
            base: base.text, sides: sides.map(\.version.text), decided: sides.map(\.decided),
            wordsMost: MergedText.wordsMost)
        guard let merge else { return nil }
        var found: [MergedText.Contested] = []
        for contested in merge.contested {
            var versions: [MergedText.Version] = []
            for case (let version?, let side) in zip(contested.versions, sides) {
                if let same = versions.firstIndex(where: { $0.text.isExactly(version) }) {
                    versions[same] = MergedText.Version(
                        text: version, writers: versions[same].writers + side.writers)
                } else {
                    versions.append(MergedText.Version(text: version, writers: side.writers))
                }
            }
            // Of a sentence that was contested before, decisions made apart started from what was before that.
            let before = base.contested.first { $0.what.merged.isExactly(contested.base) }?.what
                .base
            let merged = before.flatMap {
                SentenceMerge.merged(
                    base: $0, versions: versions.map(\.text), wordsMost: MergedText.wordsMost)
            }
            found.append(
                MergedText.Contested(
                    base: before ?? contested.base, merged: merged ?? contested.merged,
                    versions: versions))
        }
        var next = found.makeIterator()
        let (text, places) = merge.joined { _ in next.next()?.merged }
        self.text = text
        contested = zip(found, places).map { Open(what: $0, place: $1) }
        for side in sides { keep(side.version.contested, of: side.version.text) }
    }

    /// Keeps what is contested of a text where its sentences stand in this one unchanged, and nothing else is contested.
    private mutating func keep(_ open: [Open], of before: String) {
        guard !open.isEmpty else { return }
        let places = SentenceMerge.places(of: open.map(\.place), in: before, to: text)
        for case (let one, let place?) in zip(open, places)
        where !contested.contains(where: { $0.place.overlaps(place) }) {
            contested.append(Open(what: one.what, place: place))
        }
        contested.sort { $0.place.lowerBound < $1.place.lowerBound }
    }

    /// What another, of the same text, left open too.
    mutating func adopt(_ open: [Open]) {
        for one in open where !contested.contains(where: { $0.place.overlaps(one.place) }) {
            contested.append(one)
        }
        contested.sort { $0.place.lowerBound < $1.place.lowerBound }
    }

    mutating func drop(_ settled: [Open]) { contested.removeAll { settled.contains($0) } }

    /// The text with other sentences where it is contested; nil leaves what is shown.
    func text(taking pieces: [String?]) -> String {
        var bytes = Array(text.utf8)
        for (open, piece) in zip(contested, pieces).reversed() {
            guard let piece else { continue }
            var end = open.place.upperBound
            // Without the sentence there is nothing that the white space behind it parts.
            if piece.isEmpty {
                while end < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end]) { end += 1 }
            }
            bytes.replaceSubrange(open.place.lowerBound..<end, with: Array(piece.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    /// Composed alike too.
    fileprivate func isExactly(_ other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
