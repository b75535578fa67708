/// A piece of text that equals another only if it is the same in every byte, unlike `Substring`.
struct ExactText: Hashable {
    let text: Substring

    static func == (a: ExactText, b: ExactText) -> Bool {
        let equal = a.text.utf8.withContiguousStorageIfAvailable { a in
            b.text.utf8.withContiguousStorageIfAvailable { b in
                a.count == b.count && a.elementsEqual(b)
            }
        }
        return (equal ?? nil) ?? a.text.utf8.elementsEqual(b.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isDone == nil { for byte in text.utf8 { hasher.combine(byte) } }
    }

    /// Numbers for pieces of text, equal for equal pieces, so that they can be compared at once.
    struct Numbers {
        private var numbers: [ExactText: Int] = [:]

        mutating func number(of text: Substring) -> Int {
            let next = numbers.count
            if let number = numbers.updateValue(next, forKey: ExactText(text: text)) {
                numbers[ExactText(text: text)] = number
                return number
            }
            return next
        }
    }
}
