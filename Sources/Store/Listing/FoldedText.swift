import Foundation

/// A text with case and accents folded, as what is compared when a person looks for part of a text.
package struct FoldedText: Hashable, Sendable {
    /// UTF-8.
    package let bytes: [UInt8]

    private init(bytes: [UInt8]) { self.bytes = bytes }

    package init(_ text: String) {
        var text = text
        let isASCII = text.withUTF8 { $0.allSatisfy { $0 < 0x80 } }
        if isASCII {
            bytes = text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 32 : $0 }
        } else {
            bytes = Array(
                text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).utf8)
        }
    }

    package func contains(_ part: FoldedText) -> Bool {
        guard let first = part.bytes.first else { return true }
        let count = part.bytes.count
        guard bytes.count >= count else { return false }
        for start in 0...(bytes.count - count)
        where bytes[start] == first && bytes[start..<start + count].elementsEqual(part.bytes) {
            return true
        }
        return false
    }

    /// Without what is neither a letter nor a digit, as far as ASCII goes: what two spellings of a name have in common.
    package var letters: FoldedText {
        FoldedText(
            bytes: bytes.filter {
                $0 >= 0x80 || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
            })
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}
