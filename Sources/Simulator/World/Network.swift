/// What is on its way between machines. Nothing arrives in any order; a partition lets nothing through.
struct Network {
    struct Message {
        let session: Int
        let from: Int
        let to: Int
        let isRequest: Bool
        let bytes: [UInt8]
        /// Sent once and arriving twice: nobody waits for what becomes of it.
        var isCopy = false
        let isDamaged: Bool
    }

    private(set) var underway: [Message] = []
    /// The side on which each machine is, while there is a partition.
    private(set) var sides: [Bool]?

    mutating func send(_ message: Message) { underway.append(message) }

    /// Takes any one of the messages underway: delay and reordering in one.
    mutating func take(_ dice: Dice) -> Message? {
        underway.isEmpty ? nil : underway.remove(at: dice.below(underway.count))
    }

    mutating func removeAll() { underway = [] }

    mutating func divide(_ sides: [Bool]) { self.sides = sides }

    mutating func heal() { sides = nil }

    func connects(_ a: Int, _ b: Int) -> Bool {
        guard let sides else { return true }
        return (a < sides.count && sides[a]) == (b < sides.count && sides[b])
    }
}
