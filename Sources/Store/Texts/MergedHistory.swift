import CRDT
import Causality
import Records

/// The writes of one text since all sides knew the same, and what the text shows at any version of them.
struct MergedHistory {
    /// Oldest first; the first is what all others have in their past.
    private var events: [MergedText.Event] = []
    /// For each event the places of all in its past.
    private var past: [Set<Int>] = []
    private var heads: [Int] = []

    /// Nil where a write is missing or no text, or the writes have no common beginning among the newest `limit`.
    init?(
        _ live: [Point], _ limit: Int, _ event: (Point) throws(StoreError) -> MergedText.Event?
    ) throws(StoreError) {
        var waiting: [MergedText.Event] = []
        var seen = Set(live)
        for point in live {
            guard let one = try event(point) else { return nil }
            waiting.append(one)
        }
        // The newest first: whoever has it in their past is done with by then.
        while let newest = waiting.indices.max(by: {
            waiting[$1].stamp.isShown(over: waiting[$0].stamp)
        }) {
            let next = waiting.remove(at: newest)
            guard next.isText, events.count < limit else { return nil }
            events.append(next)
            // What leaves open what was before is no beginning.
            if waiting.isEmpty, !next.leavesOpen { break }
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
            var known: Set<Int> = place > 0 ? [0] : []
            for parent in event.parents {
                if let place = places[parent] { known.formUnion(past[place].union([place])) }
            }
            past.append(known)
            places[event.stamp.point] = place
        }
        heads = live.compactMap { places[$0] }
    }

    /// What the text shows now; nil where it cannot be merged.
    func version() -> MergedVersion? {
        var made: [[Int]: MergedVersion] = [:]
        return version(of: heads, &made)
    }

    /// What it shows to who has these writes and their past.
    private func version(of heads: [Int], _ made: inout [[Int]: MergedVersion]) -> MergedVersion? {
        let heads = newest(Set(heads))
        if let known = made[heads] { return known }
        let version =
            heads.count == 1 ? one(heads[0], &made) : several(heads, &made)
        made[heads] = version
        return version
    }

    private func newest(_ places: Set<Int>) -> [Int] {
        var older: Set<Int> = []
        for place in places { older.formUnion(past[place]) }
        return places.subtracting(older).sorted()
    }

    /// As its author left it: what was contested before, if it was left open and the sentence alone.
    private func one(_ place: Int, _ made: inout [[Int]: MergedVersion]) -> MergedVersion? {
        let text = events[place].text ?? ""
        guard place > 0, events[place].leavesOpen else { return MergedVersion(text: text) }
        guard let before = version(of: Array(past[place]), &made) else { return nil }
        return MergedVersion(text: text, keeping: before.contested)
    }

    private func several(_ heads: [Int], _ made: inout [[Int]: MergedVersion]) -> MergedVersion? {
        var common = past[heads[0]]
        for head in heads.dropFirst() { common.formIntersection(past[head]) }
        guard let base = version(of: Array(common), &made) else { return nil }
        var texts: [(text: String, heads: [Int])] = []
        var kept: [MergedVersion.Open] = []
        var settled: [MergedVersion.Open] = []
        for head in heads {
            guard let own = one(head, &made) else { return nil }
            if let place = texts.firstIndex(where: { $0.text.isExactly(own.text) }) {
                texts[place].heads.append(head)
            } else {
                texts.append((own.text, [head]))
            }
            kept += own.contested.filter { !kept.contains($0) }
            // What somebody saw all sides of and does not leave open is no question any more.
            guard let before = version(of: Array(past[head]), &made) else { return nil }
            settled += before.contested.filter { !own.contested.contains($0) }
        }
        kept.removeAll { settled.contains($0) }
        guard texts.count > 1 else { return MergedVersion(text: texts[0].text, keeping: kept) }
        let merge = SentenceMerge(
            base: base.text, sides: texts.map(\.text), wordsMost: MergedText.wordsMost)
        guard let merge else { return nil }
        let stamps = texts.map { $0.heads.map { events[$0].stamp } }
        return MergedVersion(merge, by: stamps, over: base, keeping: kept)
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

    init(text: String) { self.text = text }

    /// What of these stands in the text as it was left.
    init(text: String, keeping open: [Open]) {
        self.text = text
        keep(open)
    }

    init(_ merge: SentenceMerge, by writers: [[Stamp]], over base: MergedVersion, keeping: [Open]) {
        let (text, places) = merge.joined()
        self.text = text
        for (contested, place) in zip(merge.contested, places) {
            var versions: [MergedText.Version] = []
            for case (let version?, let writers) in zip(contested.versions, writers) {
                if let same = versions.firstIndex(where: { $0.text.isExactly(version) }) {
                    versions[same] = MergedText.Version(
                        text: version, writers: versions[same].writers + writers)
                } else {
                    versions.append(MergedText.Version(text: version, writers: writers))
                }
            }
            // Of a sentence that was contested before, decisions made apart started from what was before that.
            let before = base.contested.first { $0.what.merged.isExactly(contested.base) }
            self.contested.append(
                Open(
                    what: MergedText.Contested(
                        base: before?.what.base ?? contested.base, merged: contested.merged,
                        versions: versions),
                    place: place))
        }
        keep(keeping)
    }

    private mutating func keep(_ open: [Open]) {
        let bytes = Array(text.utf8)
        // In an order of their own: which of two that meet is kept must not follow from the order of arrival.
        let inOrder = open.sorted {
            ($0.what.merged, $0.what.base) < ($1.what.merged, $1.what.base)
        }
        for one in inOrder {
            let sentence = Array(one.what.merged.trimmedEnd.utf8)
            let found = sentence.isEmpty ? 0..<0 : bytes.firstRange(of: sentence)
            guard let found, !contested.contains(where: { $0.place.overlaps(found) }) else {
                continue
            }
            contested.append(Open(what: one.what, place: found))
        }
        contested.sort { $0.place.lowerBound < $1.place.lowerBound }
    }

    /// The text with other sentences where it is contested; nil leaves what is shown.
    func text(taking pieces: [String?]) -> String {
        var bytes = Array(text.utf8)
        for (open, piece) in zip(contested, pieces).reversed() {
            guard let piece else { continue }
            // White space behind it stays as it is shown.
            let shown = open.what.merged.trimmedEnd.utf8.count
            let end = min(open.place.lowerBound + shown, bytes.count)
            bytes.replaceSubrange(open.place.lowerBound..<end, with: Array(piece.trimmedEnd.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension MergedText.Event {
    fileprivate var isText: Bool { text != nil }
}

extension String {
    /// Without the white space at its end.
    var trimmedEnd: Substring {
        self[..<(lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex)]
    }

    /// Composed alike too.
    fileprivate func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
