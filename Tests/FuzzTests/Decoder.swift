import Testing

/// One reader of bytes from outside: inputs to begin with, and what must hold of any input.
struct Decoder: Sendable, CustomTestStringConvertible {
    let name: String
    /// Inputs that are read without an error.
    let seeds: [[UInt8]]
    /// Reads any bytes. A refusal is an error of the reader's own, and fine; whoever reads something else than was
    /// written throws ``Broken``. Nothing traps.
    let read: @Sendable ([UInt8]) throws -> Void

    var testDescription: String { name }

    /// Reads, and lets refusals pass.
    ///
    /// - Returns: whether the bytes were accepted.
    /// - Throws: ``Broken``.
    @discardableResult
    func check(_ bytes: [UInt8]) throws -> Bool {
        do {
            try read(bytes)
            return true
        } catch let broken as Broken { throw broken } catch { return false }
    }

    static let all: [Decoder] = wire + text + store

    /// Inputs that a test has time for; forms go through a reader of YAML that takes a millisecond for each.
    var inputs: Int { name == "form" ? 6_000 : 20_000 }
}

/// What a reader must never do.
struct Broken: Error {
    let what: String
}

/// - Throws: ``Broken`` where two values differ.
func same<T: Equatable>(_ a: T, _ b: T, _ what: String) throws {
    if a != b { throw Broken(what: what) }
}
