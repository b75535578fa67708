import Foundation

/// How large the attacks are: as they were found with `HOSTILE_SIZE=full`, else small enough for every run of the tests.
enum Size {
    static let isFull = ProcessInfo.processInfo.environment["HOSTILE_SIZE"] == "full"

    static func of(_ small: Int, full: Int) -> Int { isFull ? full : small }
}

/// A figure for people: nothing is held to it.
func figure(_ text: String) {
    FileHandle.standardOutput.write(Data("figure: \(text)\n".utf8))
}

/// Runs `body` and says how long it took.
func timed<T>(_ what: String, _ body: () throws -> T) throws -> T {
    let clock = ContinuousClock()
    let start = clock.now
    let value = try body()
    let taken = start.duration(to: clock.now)
    let ms = taken.components.seconds * 1000 + taken.components.attoseconds / 1_000_000_000_000_000
    figure("\(what): \(ms) ms")
    return value
}
