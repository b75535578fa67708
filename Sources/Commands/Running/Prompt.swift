import Foundation
import Records

/// A question that a person at a terminal answers with a line.
enum Prompt {
    /// Nil at the end of the input.
    static func line(_ question: Label, _ console: Console) throws -> String? {
        try console.flush()
        try console.draw(question.spoken + " ")
        return line(from: console.input)
    }

    /// Byte by byte: what stands behind the line is the next question's.
    private static func line(from descriptor: Int32) -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else {
                return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            }
            guard byte != UInt8(ascii: "\n") else { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
