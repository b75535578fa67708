import Records
import Replica
import Store

/// What a verb left out, for it cannot be read: each is named on the error output where it is met, at most ten, and the
/// rest is counted at the end. Everything else goes on.
final class PassedOver {
    private let console: Console
    private var told: Set<String> = []
    private static let namedMost = 10

    init(_ console: Console) { self.console = console }

    var isEmpty: Bool { told.isEmpty }

    /// Says it once, however often it is met.
    func tell(_ label: Label) throws {
        guard told.insert(label.en).inserted, told.count <= Self.namedMost else { return }
        try console.note(
            TerminalText.escaped(Wording.notePrefix.spoken + Wording.leftOutUnread(label).spoken))
    }

    /// Says how many more there were, and what to do.
    func end() throws {
        guard !isEmpty else { return }
        if told.count > Self.namedMost {
            let rest = Wording.moreUnread(told.count - Self.namedMost).spoken
            try console.note(Wording.notePrefix.spoken + rest)
        }
        try console.note(Wording.hintPrefix.spoken + Wording.doctorHint.spoken)
    }
}

extension Context {
    /// Reads something of one record of several; nil where it cannot be read, which is said.
    ///
    /// Not inside a transaction: it looks up what the record is called.
    func passingOver<T>(_ location: Store.Location, _ body: () throws -> T?) throws -> T? {
        do { return try body() } catch {
            try passOver(location, error)
            return nil
        }
    }

    /// Says that a record is left out.
    ///
    /// - Throws: the error, where more than this record is at fault.
    func passOver(_ location: Store.Location, _ error: any Error) throws {
        guard let reason = Store.reason(ofOneSubject: error) else { throw error }
        let store = try replica().store
        let handle = try? store.read { try store.memberHandle(of: location.id) }
        let name = handle ?? location.kind + " " + location.id.description
        try passedOver.tell(Wording.recordUnreadable(name, reason))
    }
}
