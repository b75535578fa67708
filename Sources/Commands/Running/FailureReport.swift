import Records
import Replica
import Store
import Trust
import Wire

/// Every error that a verb may meet, in the words that the person reads.
enum FailureReport {
    /// Nil for what the argument parser throws, and for what should not happen.
    static func failure(of error: any Error) -> Failure? {
        switch error {
        case let error as Failure: error
        case let error as ReplicaError: failure(error)
        case let error as StoreError: failure(error)
        case let error as LookupError: failure(error)
        case let error as TrustError: Failure(Message.notBelieved("\(error)"))
        case let error as WireError: Failure(Message.unreadable("\(error)"))
        case is CancellationError: Failure(Message.interrupted, status: .interrupted)
        default: nil
        }
    }

    private static func failure(_ error: ReplicaError) -> Failure {
        switch error {
        case .notInitialised(let path):
            Failure(Message.notInitialised(path), hint: Message.notInitialisedHint)
        case .alreadyInitialised(let path):
            Failure(Message.alreadyInitialised(path), hint: Message.alreadyInitialisedHint)
        case .folder(let path, let reason):
            Failure(Message.cannotMakeFolder(path), causedBy: [Message.verbatim(reason)])
        case .file(let path, let reason):
            Failure(Message.cannotWriteFile(path), causedBy: [Message.verbatim(reason)])
        case .noKey(let path):
            Failure(Message.noKey(path), hint: Message.noKeyHint)
        case .tooLarge(let what): Failure(Message.tooLarge(what), hint: Message.tooLargeHint)
        case .empty: Failure(Message.nothingToSave)
        case .store(let error): failure(error)
        case .trust(let error): Failure(Message.notBelieved("\(error)"))
        case .wire(let error): Failure(Message.unreadable("\(error)"))
        case .inUse(let path): Failure(Message.inUse(path), hint: Message.inUseHint)
        }
    }

    private static func failure(_ error: StoreError) -> Failure {
        switch error {
        case .notOurs: Failure(Message.databaseNotOurs, hint: Message.databaseNotOursHint)
        case .newerSchema(let found, let known):
            Failure(Message.databaseNewer(found, known), hint: Message.databaseNewerHint)
        case .damaged(let reason):
            Failure(
                Message.databaseDamaged, causedBy: [Message.verbatim(reason)],
                hint: Message.databaseDamagedHint)
        case .inconsistent(let reason):
            Failure(
                Message.databaseInconsistent, causedBy: [Message.verbatim(reason)],
                hint: Message.databaseInconsistentHint, status: .bug)
        case .full: Failure(Message.diskFull, hint: Message.diskFullHint)
        case .access(let reason):
            Failure(
                Message.databaseAccess, causedBy: [Message.verbatim(reason)],
                hint: Message.databaseAccessHint)
        case .busy: Failure(Message.databaseBusy, hint: Message.databaseBusyHint)
        case .sqlite(let code, let message):
            Failure(Message.databaseRefused(code), causedBy: [Message.verbatim(message)])
        case .missing(let path): Failure(Message.fileMissing(path))
        }
    }

    private static func failure(_ error: LookupError) -> Failure {
        switch error {
        case .notFound(let text, let nearest):
            Failure(
                Message.notFound(text),
                hint: nearest.isEmpty ? Message.notFoundHint : Message.nearest(nearest))
        case .ambiguous(let text, let candidates):
            Failure(
                Message.ambiguous(text),
                hint: Message.oneOf(candidates.map { "\($0.id) (\($0.kind))" }))
        case .tooShort(let text, let least): Failure(Message.prefixTooShort(text, least))
        }
    }

    /// A command line that makes no sense, in the parser's words.
    static func usage(_ message: String, verb: String?) -> Failure {
        let text = message.prefix(1).lowercased() + message.dropFirst()
        return Failure(
            Message.verbatim(text), hint: Message.seeHelp(verb), status: .usage)
    }

    /// A text that is no value of a field. Names the field and what it takes, never the value.
    static func valueFailure(
        _ fault: ValueParser.Fault, _ text: String, _ type: FieldType, of field: Field,
        _ schema: Schema
    ) -> Failure {
        switch fault {
        case .unknownCode(let name):
            let codes = schema.vocabularies[name]?.terms.map(\.code) ?? []
            let nearest = Nearest.names(to: text, among: codes)
            return Failure(
                Message.unknownCode(FieldFlag.text(of: field), vocabulary: name),
                hint: nearest.isEmpty ? Message.oneOf(codes) : Message.nearestOf(nearest, codes))
        case .notOf:
            return Failure(
                Message.notOfType(FieldFlag.text(of: field), TypeText.label(type, schema)))
        }
    }
}
