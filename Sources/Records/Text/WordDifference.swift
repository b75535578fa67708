/// The words that two texts do not share: `the {-old-} {+new+} text`.
///
/// Shape: words and the spaces between them, in order. Source: Myers, *An O(ND) Difference Algorithm*, as the standard
/// library has it. Cost: the words times the differences; beyond ``wordsMost`` words one replaces the other as a whole.
package struct WordDifference: Hashable, Sendable {
    package let parts: [Part]

    package struct Part: Hashable, Sendable {
        package let kind: Kind
        package let text: String
    }

    package enum Kind: Sendable { case same, removed, added }

    private static let wordsMost = 20_000
    private static let differencesMost = 4000

    package init(from old: String, to new: String) {
        let (a, b) = (Self.words(old), Self.words(new))
        var parts: [(Kind, Substring)] = []
        let head = zip(a, b).prefix { $0 == $1 }.count
        let most = min(a.count, b.count) - head
        let tail = zip(a.reversed(), b.reversed()).prefix(most, while: { $0 == $1 })
        let (left, right) = (a[head..<(a.count - tail)], b[head..<(b.count - tail)])
        parts += a[..<head].map { (.same, $0) }
        if left.count + right.count > Self.wordsMost
            || min(left.count, right.count) > Self.differencesMost
        {
            parts += left.map { (.removed, $0) } + right.map { (.added, $0) }
        } else {
            parts += Self.between(Array(left), Array(right))
        }
        parts += a[(a.count - tail)...].map { (.same, $0) }
        self.parts = Self.joined(parts)
    }

    package var isEmpty: Bool { parts.allSatisfy { $0.kind == .same } }

    /// In words: what was taken out in `[-…-]`, what came in `{+…+}`.
    package var marked: String {
        parts.map { part in
            switch part.kind {
            case .same: part.text
            case .removed: "[-" + part.text + "-]"
            case .added: "{+" + part.text + "+}"
            }
        }.joined()
    }

    private static func between(_ a: [Substring], _ b: [Substring]) -> [(Kind, Substring)] {
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in b.difference(from: a) {
            switch change {
            case .remove(let place, _, _): removed.insert(place)
            case .insert(let place, _, _): added.insert(place)
            }
        }
        var parts: [(Kind, Substring)] = []
        var (left, right) = (0, 0)
        while left < a.count || right < b.count {
            if left < a.count, removed.contains(left) {
                parts.append((.removed, a[left]))
                left += 1
            } else if right < b.count, added.contains(right) {
                parts.append((.added, b[right]))
                right += 1
            } else {
                parts.append((.same, a[left]))
                left += 1
                right += 1
            }
        }
        return parts
    }

    /// Neighbours of one kind as one; a space between two that changed changes with them.
    private static func joined(_ parts: [(kind: Kind, text: Substring)]) -> [Part] {
        var runs: [Part] = []
        var (removed, added) = ("", "")
        func flush() {
            if !removed.isEmpty { runs.append(Part(kind: .removed, text: removed)) }
            if !added.isEmpty { runs.append(Part(kind: .added, text: added)) }
            (removed, added) = ("", "")
        }
        for (place, part) in parts.enumerated() {
            switch part.kind {
            case .removed: removed += part.text
            case .added: added += part.text
            case .same:
                let isBetween =
                    !removed.isEmpty && !added.isEmpty && part.text == " "
                    && place + 1 < parts.count && parts[place + 1].kind != .same
                if isBetween {
                    removed += part.text
                    added += part.text
                    continue
                }
                flush()
                if let last = runs.last, last.kind == .same {
                    runs[runs.count - 1] = Part(kind: .same, text: last.text + part.text)
                } else {
                    runs.append(Part(kind: .same, text: String(part.text)))
                }
            }
        }
        flush()
        return runs
    }

    /// Words, and each run of spaces, as pieces that together are the text.
    private static func words(_ text: String) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        while start < text.endIndex {
            let isSpace = text[start].isWhitespace
            var end = text.index(after: start)
            while end < text.endIndex, text[end].isWhitespace == isSpace, !text[end].isNewline,
                !text[start].isNewline
            {
                end = text.index(after: end)
            }
            words.append(text[start..<end])
            start = end
        }
        return words
    }
}

extension Sequence {
    /// How many pairs from the front are alike, at most `most`.
    fileprivate func prefix(_ most: Int, while isAlike: (Element) -> Bool) -> Int {
        var count = 0
        for element in self {
            guard count < most, isAlike(element) else { break }
            count += 1
        }
        return count
    }
}
