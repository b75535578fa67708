package import Records
package import Replica
import Store
import SyncServer
import Wire

/// What the daemon says to the person who starts it, in both languages.
package enum DaemonText {
    package static func configurationIsGood(_ file: String?) -> Label {
        guard let file else {
            return Label(
                en: "no configuration file: the defaults hold",
                nl: "geen configuratiebestand: de standaardwaarden gelden")
        }
        return Label(en: "\(file): good", nl: "\(file): in orde")
    }

    package static let noDataDirectory = Label(
        en: """
            error: no folder for the data
            hint: set data_directory in liaisond.yaml, or LIAISON_HOME
            """,
        nl: """
            fout: geen map voor de gegevens
            hint: zet data_directory in liaisond.yaml, of LIAISON_HOME
            """)

    /// Why the daemon does not run, or ended by itself, and what to do.
    package static func cannotRun(_ error: any Error, _ directory: DataDirectory) -> Label {
        let path = directory.path
        switch error {
        case ReplicaError.notInitialised, StoreError.missing:
            return refusal(
                Label(en: "there is no node in \(path)", nl: "er is geen knooppunt in \(path)"),
                Label(
                    en: "make one as the user that the daemon runs as: liaison --data \(path) init",
                    nl: "maak er een als de gebruiker van de dienst: liaison --data \(path) init"))
        case ReplicaError.distrusted(let path, let distrust):
            return refusal(
                Label(
                    en: "\(path) is not safe to use: \(distrust.label.en)",
                    nl: "\(path) is niet veilig te gebruiken: \(distrust.label.nl)"),
                distrust.advice(path))
        case ReplicaError.ownersOnly(let path, let owner):
            return refusal(
                Label(
                    en: "the daemon of \(path) must run as the folder's owner (uid \(owner))",
                    nl:
                        "de dienst van \(path) moet draaien als de eigenaar van de map (uid \(owner))"
                ),
                Label(
                    en: "start it with systemctl start liaisond",
                    nl: "start haar met systemctl start liaisond"))
        case StoreError.newerSchema(let found, let known):
            return refusal(
                Label(
                    en: "the database has schema \(found), this version knows \(known)",
                    nl: "de database heeft schema \(found), deze versie kent \(known)"),
                Label(
                    en: "install the newer version; the data is as it was",
                    nl: "installeer de nieuwere versie; de gegevens zijn onveranderd"))
        case StoreError.replaced(let path):
            return refusal(
                Label(
                    en:
                        "\(path) was replaced by another file while the latest changes still lay beside it",
                    nl:
                        "\(path) is door een ander bestand vervangen terwijl de laatste wijzigingen er nog naast stonden"
                ),
                Label(
                    en: "run liaison restore FILE --keep-changes with the backup that you copied",
                    nl:
                        "voer liaison restore BESTAND --keep-changes uit met de reservekopie die u kopieerde"
                ))
        case StoreError.damaged(let reason):
            return refusal(
                Label(
                    en: "the database in \(path) is damaged: \(reason)",
                    nl: "de database in \(path) is beschadigd: \(reason)"),
                Label(
                    en: "keep the folder as it is, and put a backup back with liaison restore",
                    nl:
                        "laat de map zoals hij is, en zet een reservekopie terug met liaison restore"
                ))
        case StoreError.full, ReplicaError.store(.full):
            return refusal(
                Label(en: "the disk of \(path) is full", nl: "de schijf van \(path) is vol"),
                Label(
                    en: "make room: nothing was lost, and the daemon starts by itself",
                    nl: "maak ruimte: er is niets verloren, en de dienst start vanzelf"))
        case _ where OwnFault(error) != nil:
            let cause = OwnFault(error)?.cause ?? ""
            return refusal(
                Label(
                    en: "the data in \(path) cannot be read or written: \(cause)",
                    nl: "de gegevens in \(path) kunnen niet gelezen of geschreven worden: \(cause)"
                ),
                Label(
                    en:
                        "see whether the disk is full, and whether the daemon's user may write there",
                    nl:
                        "kijk of de schijf vol is, en of de gebruiker van de dienst daar mag schrijven"
                ))
        case SyncServerError.cannotListen(let host, let port, let reason):
            return refusal(
                Label(
                    en: "cannot listen on \(host):\(port): \(reason)",
                    nl: "kan niet luisteren op \(host):\(port): \(reason)"),
                Label(
                    en: "another program may have the port: see serve.port in liaisond.yaml",
                    nl:
                        "misschien heeft een ander programma de poort: zie serve.port in liaisond.yaml"
                ))
        case SyncServerError.clearBeyondLoopback(let host):
            return refusal(
                Label(
                    en: "plain HTTP is for this machine only, and \(host) is not",
                    nl: "HTTP zonder TLS is alleen voor deze machine, en \(host) is dat niet"),
                Label(
                    en: "set serve.plain_http to false",
                    nl: "zet serve.plain_http op false"))
        case ReplicaError.databaseLost:
            return refusal(
                Label(
                    en: "the database in \(path) is gone, the keys of the device are there",
                    nl: "de database in \(path) is weg, de sleutels van het apparaat zijn er nog"),
                Label(
                    en: "run `liaison restore FILE`, or `liaison init --recover`",
                    nl: "voer `liaison restore BESTAND` uit, of `liaison init --recover`"))
        case DaemonError.databaseGone:
            return refusal(
                Label(
                    en: "the database in \(path) was moved or replaced while the daemon ran",
                    nl: "de database in \(path) is verplaatst of vervangen terwijl de dienst liep"),
                Label(en: "start the daemon again", nl: "start de dienst opnieuw"))
        case DaemonError.databaseUpgraded:
            return refusal(
                Label(
                    en: "a newer version has upgraded the database in \(path) while the daemon ran",
                    nl:
                        "een nieuwere versie heeft de database in \(path) bijgewerkt terwijl de dienst liep"
                ),
                Label(
                    en: "start the daemon of that version",
                    nl: "start de dienst van die versie"))
        case DaemonError.anotherRuns:
            return refusal(
                Label(
                    en: "another liaisond works on \(path)",
                    nl: "een andere liaisond werkt al met \(path)"),
                Label(
                    en: "one is enough: it syncs for everybody who uses the folder",
                    nl: "één is genoeg: die wisselt uit voor ieder die de map gebruikt"))
        default:
            return refusal(
                Label(
                    en: "the daemon cannot run: \(error)",
                    nl: "de dienst kan niet draaien: \(error)"),
                Label(
                    en: "liaison verify checks the data",
                    nl: "liaison verify controleert de gegevens"))
        }
    }

    private static func refusal(_ what: Label, _ hint: Label) -> Label {
        Label(en: "error: \(what.en)\nhint: \(hint.en)", nl: "fout: \(what.nl)\nhint: \(hint.nl)")
    }
}

/// What `--version` prints: this build, and the formats that it speaks.
package enum DaemonVersion {
    package static let text =
        "liaisond 0.1.0 (protocol \(BlockView.version), fold \(Replica.foldVersion), "
        + "schema \(Store.schemaVersion))"
}
