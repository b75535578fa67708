import Foundation
import Records

/// A question that a person at a terminal answers with yes or no.
enum Confirmation {
    /// Anything but a yes in either language is a no.
    static func ask(_ question: Label, _ console: Console) throws -> Bool {
        try console.flush()
        try console.draw(question.spoken + " " + Wording.yesOrNo.spoken + " ")
        let answer = line(from: console.input).trimmed.lowercased()
        return ["y", "yes", "j", "ja"].contains(answer)
    }

    /// Byte by byte: what stands behind the line is the next question's.
    private static func line(from descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1, byte != UInt8(ascii: "\n") else { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
