import Causality
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
        case let error as RuleRefusal: error.failure
        case let error as ReplicaError: failure(error)
        case let error as StoreError: failure(error)
        case let error as FileFailure: failure(ReplicaError(error))
        case let error as LookupError: failure(error)
        case let error as ChangeLookupError: failure(error)
        case let error as TrustError: Failure(Wording.notBelieved("\(error)"))
        case let error as WireError: Failure(Wording.unreadable("\(error)"))
        case is CancellationError: Failure(Wording.interrupted, status: .interrupted)
        default: nil
        }
    }

    private static func failure(_ error: ReplicaError) -> Failure {
        switch error {
        case .notInitialised(let path):
            Failure(Wording.notInitialised(path), hint: Wording.notInitialisedHint)
        case .databaseLost(let path):
            Failure(Wording.databaseLost(path), hint: Wording.databaseLostHint)
        case .alreadyInitialised(let path):
            Failure(Wording.alreadyInitialised(path), hint: Wording.alreadyInitialisedHint)
        case .folder(let path, let reason):
            Failure(Wording.cannotMakeFolder(path), causedBy: [Wording.verbatim(reason)])
        case .file(let path, let reason):
            Failure(Wording.cannotWriteFile(path), causedBy: [Wording.verbatim(reason)])
        case .distrusted(let path, let distrust):
            Failure(
                Wording.notTouched(path), causedBy: [distrust.label], hint: distrust.advice(path))
        case .ownersOnly(let path, let owner):
            Failure(Wording.ownersOnly(path, owner), hint: Wording.ownersOnlyHint(owner))
        case .authorIsAccounts(let name):
            Failure(Wording.authorIsAccounts(name), hint: Wording.authorIsAccountsHint)
        case .signerAbsent(let path):
            Failure(
                Wording.signerAbsent(path), hint: Wording.signerAbsentHint, status: .unreachable)
        case .signerSilent:
            Failure(Wording.signerSilent, hint: Wording.signerSilentHint, status: .unreachable)
        case .signerRefused(let reason, let text):
            Failure(
                Wording.signerRefused(reason), causedBy: [Wording.verbatim(text)],
                hint: Wording.signerRefusedHint)
        case .noKey(let path):
            Failure(Wording.noKey(path), hint: Wording.noKeyHint)
        case .tooLarge(let what): Failure(Wording.tooLarge(what), hint: Wording.tooLargeHint)
        case .empty: Failure(Wording.nothingToSave)
        case .store(let error): failure(error)
        case .trust(let error): Failure(Wording.notBelieved("\(error)"))
        case .wire(let error): Failure(Wording.unreadable("\(error)"))
        case .inUse(let path): Failure(Wording.inUse(path), hint: Wording.inUseHint)
        }
    }

    private static func failure(_ error: StoreError) -> Failure {
        switch error {
        case .notOurs: Failure(Wording.databaseNotOurs, hint: Wording.databaseNotOursHint)
        case .newerSchema(let found, let known):
            Failure(Wording.databaseNewer(found, known), hint: Wording.databaseNewerHint)
        case .damaged(let reason):
            Failure(
                Wording.databaseDamaged, causedBy: [Wording.verbatim(reason)],
                hint: Wording.databaseDamagedHint)
        case .inconsistent(let reason):
            Failure(
                Wording.databaseInconsistent, causedBy: [Wording.verbatim(reason)],
                hint: Wording.databaseInconsistentHint, status: .bug)
        case .wounded(let count):
            Failure(Wording.logWounded(count), hint: Wording.logWoundedHint)
        case .full: Failure(Wording.diskFull, hint: Wording.diskFullHint)
        case .access(let reason):
            Failure(
                Wording.databaseAccess, causedBy: [Wording.verbatim(reason)],
                hint: Wording.databaseAccessHint)
        case .busy: Failure(Wording.databaseBusy, hint: Wording.databaseBusyHint)
        case .sqlite(let code, let message):
            Failure(Wording.databaseRefused(code), causedBy: [Wording.verbatim(message)])
        case .replaced(let path):
            Failure(Wording.databaseReplaced(path), hint: Wording.databaseReplacedHint)
        case .missing(let path): Failure(Wording.fileMissing(path))
        }
    }

    private static func failure(_ error: ChangeLookupError) -> Failure {
        switch error {
        case .notFound(let text): Failure(Wording.noChange(text), hint: Wording.noChangeHint)
        case .ambiguous(let text, let candidates):
            Failure(
                Wording.ambiguousChange(text), hint: Wording.oneOf(candidates.map(\.short)))
        case .notAHash(let text, let least):
            Failure(
                Wording.notAChange(text, least), hint: Wording.noChangeHint, status: .usage)
        }
    }

    private static func failure(_ error: LookupError) -> Failure {
        switch error {
        case .notFound(let text, let nearest):
            Failure(
                Wording.notFound(text),
                hint: nearest.isEmpty ? Wording.notFoundHint : Wording.nearest(nearest))
        case .ambiguous(let text, let candidates):
            Failure(
                Wording.ambiguous(text),
                hint: Wording.oneOf(candidates.map { "\($0.id) (\($0.kind))" }))
        case .tooShort(let text, let least): Failure(Wording.prefixTooShort(text, least))
        }
    }

    /// A command line that makes no sense, in the parser's words.
    static func usage(_ message: String, verb: String?) -> Failure {
        let text = message.prefix(1).lowercased() + message.dropFirst()
        return Failure(
            Wording.verbatim(text), hint: Wording.seeHelp(verb), status: .usage)
    }

    /// A text that is no value of a field. Names the field and what it takes, never the value.
    static func valueFailure(
        _ error: ValueError, of field: Field, _ schema: Schema
    ) -> Failure {
        var hint: Label?
        if case .unknownCode(let name, _) = error {
            hint = Wording.oneOf(schema.vocabularies[name]?.terms.map(\.code) ?? [])
        }
        return Failure(
            Wording.badValue(
                FieldFlag.text(of: field), Label(en: error.text(.english), nl: error.text(.dutch))),
            hint: hint)
    }
}

extension StoreError {
    /// A file that may not be opened; its own words say all.
    var isAccess: Bool { if case .access = self { true } else { false } }
}
