package import CRDT
package import Causality
package import Records

/// What a text shows that people edited apart: sentence by sentence what each of them made of it, and the sentences of
/// which several made different things.
///
/// Each write holds the whole text, and names the writes that its author was shown; so what sides started from is known on
/// every node, and no more is kept than the writes. What was contested stays so until somebody who saw all sides decides,
/// or edits that sentence: an edit of other sentences says by ``Event/stance`` that it is no decision. Only what
/// happened since the last decision that all sides knew is read. Source: ``CRDT/SentenceMerge``; the design, "Text".
package struct MergedText: Sendable {
    package let text: String
    package let contested: [Contested]
    /// Where the merged sentences of each stand in the text, in bytes of UTF-8.
    private let places: [Range<Int>]
    /// What to choose from: the text with what some have in contested sentences; in the order in which they are offered,
    /// empty where nothing is contested.
    package let sides: [Side]

    /// Sentences that more than one side changed, each in its own way.
    package struct Contested: Hashable, Sendable {
        package let base: String
        /// All versions, character by character, as the text shows them.
        package let merged: String
        package let versions: [Version]
    }

    package struct Version: Hashable, Sendable {
        package let text: String
        /// The changes that wrote it.
        package let writers: [Stamp]
    }

    package struct Side: Sendable {
        package let text: String
        /// What it has in each contested place; nil where it left that alone.
        package let pieces: [String?]
        package let writers: [Stamp]
    }

    /// More are a conflict like any other: nobody reads what so many made of one text.
    private static let sidesMost = 512
    private static let eventsMost = 4096
    /// Words and spaces that one side may take out of contested sentences and bring in.
    package static let wordsMost = 1000

    /// One write of the text.
    package struct Event {
        let stamp: Stamp
        let values: [Value]
        /// The writes that it went over.
        let parents: [Point]
        let stance: TextStance

        package init(stamp: Stamp, values: [Value], parents: [Point], stance: TextStance) {
            self.stamp = stamp
            self.values = values
            self.parents = parents
            self.stance = stance
        }

        /// Nil for what is no text: emptied, or several texts put back.
        var text: String? {
            if case .text(let text)? = values.first, values.count == 1 { text } else { nil }
        }
    }

    /// Whether there may be anything to merge: nothing is read to know it.
    package static func isApart(_ live: [LiveValue]) -> Bool {
        Set(live.map(\.values)).count > 1 || live.contains { $0.stance != .decides }
    }

    /// Nil where it is not merged: a side emptied the text, the texts have no common beginning, a change is
    /// missing, more was made apart than anybody reads, or a text was written anew. They are then a conflict like any other.
    ///
    /// `event` reads a write of the field.
    package init?(
        _ live: [LiveValue], event: (Point) throws(StoreError) -> Event?
    ) throws(StoreError) {
        guard live.count <= Self.sidesMost,
            let history = try MergedHistory(live.map(\.stamp.point), Self.eventsMost, event),
            let version = history.version()
        else { return nil }
        text = version.text
        // What one side alone says is nothing to choose from, whatever a stance that nobody of ours takes makes of it.
        let sides = Self.sides(of: version)
        let open = sides.count > 1 ? version.contested : []
        contested = open.map(\.what)
        places = open.map(\.place)
        self.sides = open.isEmpty ? [] : sides
    }

    private static func sides(of version: MergedVersion) -> [Side] {
        var writers: [Stamp: [String?]] = [:]
        for (place, one) in version.contested.enumerated() {
            for version_ in one.what.versions {
                for writer in version_.writers {
                    writers[
                        writer, default: Array(repeating: nil, count: version.contested.count)][
                            place] = version_.text
                }
            }
        }
        var sides: [Side] = []
        for writer in writers.keys.sorted(by: { $0.isShown(over: $1) }) {
            let pieces = writers[writer] ?? []
            if let place = sides.firstIndex(where: { $0.pieces == pieces }) {
                sides[place] = Side(
                    text: sides[place].text, pieces: pieces,
                    writers: sides[place].writers + [writer])
            } else {
                sides.append(
                    Side(text: version.text(taking: pieces), pieces: pieces, writers: [writer]))
            }
        }
        return sides
    }

    /// The merged text; it asks only where sides met in one sentence.
    package var view: FieldView {
        let open = FieldView.OpenKey(
            key: .null, sides: sides.map { .text($0.text) },
            contested: zip(contested, places).enumerated().map { place, one in
                FieldView.OpenKey.Contested(
                    place: one.1, versions: sides.map { $0.pieces[place] })
            }, text: text)
        return FieldView(content: .single(.text(text)), open: contested.isEmpty ? [] : [open])
    }
}
