import Causality
import Records
import Replica
import Store

/// The node and its database.
extension Wording {
    static let noHome = Label(
        en: "there is no home folder to keep the data in",
        nl: "er is geen thuismap voor de gegevens")
    static let noHomeHint = Label(
        en: "give the folder with --data DIR or LIAISON_HOME",
        nl: "geef de map met --data MAP of LIAISON_HOME")

    static func notInitialised(_ path: String) -> Label {
        Label(en: "there is no node in \(path)", nl: "er is geen knooppunt in \(path)")
    }
    static let notInitialisedHint = Label(
        en: "run `liaison init`, or name another folder with --data",
        nl: "voer `liaison init` uit, of noem een andere map met --data")
    static func alreadyInitialised(_ path: String) -> Label {
        Label(en: "there is a node in \(path) already", nl: "er is al een knooppunt in \(path)")
    }
    static let alreadyInitialisedHint = Label(
        en: "nothing was changed; `liaison status` shows it",
        nl: "er is niets veranderd; `liaison status` laat het zien")
    static func initialised(_ path: String) -> Label {
        Label(en: "made a node in \(path)", nl: "knooppunt gemaakt in \(path)")
    }
    static func initialisedDevice(_ name: String, _ id: String) -> Label {
        Label(en: "device \(name): \(id)", nl: "apparaat \(name): \(id)")
    }
    static func initialisedAuthor(_ name: String) -> Label {
        Label(en: "author: \(name)", nl: "auteur: \(name)")
    }

    static func cannotMakeFolder(_ path: String) -> Label {
        Label(en: "cannot make the folder \(path)", nl: "kan de map \(path) niet maken")
    }
    static func cannotWriteFile(_ path: String) -> Label {
        Label(en: "cannot write \(path)", nl: "kan \(path) niet schrijven")
    }
    static func cannotReadFile(_ path: String) -> Label {
        Label(en: "cannot read \(path)", nl: "kan \(path) niet lezen")
    }
    static func cannotWriteOutput(_ reason: String) -> Label {
        Label(
            en: "cannot write the output: \(reason)", nl: "kan de uitvoer niet schrijven: \(reason)"
        )
    }
    static func fileMissing(_ path: String) -> Label {
        Label(en: "there is no file \(path)", nl: "er is geen bestand \(path)")
    }
    static func noKey(_ path: String) -> Label {
        Label(
            en: "the key of this node is not in \(path)",
            nl: "de sleutel van dit knooppunt staat niet in \(path)")
    }
    static let noKeyHint = Label(
        en:
            "put the file back from where the folder was copied, or make a new node with `liaison init`",
        nl: "zet het bestand terug, of maak een nieuw knooppunt met `liaison init`")
    static func inUse(_ path: String) -> Label {
        Label(
            en: "another process has \(path) open", nl: "een ander proces heeft \(path) open")
    }
    static let inUseHint = Label(
        en: "stop the daemon first (systemctl --user stop liaisond), then try again",
        nl: "stop eerst de daemon (systemctl --user stop liaisond) en probeer het opnieuw")
    static func tooLarge(_ what: String) -> Label {
        Label(
            en: "too large for one change: \(what)", nl: "te groot voor één wijziging: \(what)")
    }
    static let tooLargeHint = Label(
        en: "nothing was saved; shorten it or split it over several edits",
        nl: "er is niets opgeslagen; kort het in of verdeel het over meer wijzigingen")
    static func notBelieved(_ reason: String) -> Label {
        Label(en: "not believed: \(reason)", nl: "niet geloofd: \(reason)")
    }
    static func unreadable(_ reason: String) -> Label {
        Label(
            en: "does not keep to the format: \(reason)",
            nl: "houdt zich niet aan het formaat: \(reason)")
    }

    static let databaseNotOurs = Label(
        en: "the database belongs to another program", nl: "de database is van een ander programma")
    static let databaseNotOursHint = Label(
        en: "it was left as it is; name another folder with --data",
        nl: "zij is gelaten zoals zij is; noem een andere map met --data")
    static func databaseNewer(_ found: Int32, _ known: Int32) -> Label {
        Label(
            en:
                "the database was made by a newer version (schema \(found), this one knows \(known))",
            nl: "de database is van een nieuwere versie (schema \(found), deze kent \(known))")
    }
    static let databaseNewerHint = Label(
        en: "it was left as it is; install the newer liaison",
        nl: "zij is gelaten zoals zij is; installeer de nieuwere liaison")
    static let databaseDamaged = Label(
        en: "the database is damaged, or is none", nl: "de database is beschadigd, of is er geen")
    static let databaseDamagedHint = Label(
        en:
            "restore a backup with `liaison restore FILE --keep-changes`, then run `liaison sync`: peers send "
            + "back what they hold",
        nl:
            "zet een reservekopie terug met `liaison restore BESTAND --keep-changes` en voer `liaison sync` "
            + "uit: anderen sturen terug wat zij hebben")
    static let databaseInconsistent = Label(
        en: "the database contradicts itself", nl: "de database spreekt zichzelf tegen")
    static let databaseInconsistentHint = Label(
        en: "run `liaison doctor`: it says what is wrong and what to do",
        nl: "voer `liaison doctor` uit: die zegt wat er mis is en wat je kunt doen")
    static let diskFull = Label(en: "the disk is full", nl: "de schijf is vol")
    static let diskFullHint = Label(
        en: "nothing was changed; make room and try again",
        nl: "er is niets veranderd; maak ruimte en probeer het opnieuw")
    static let databaseAccess = Label(
        en: "the database may not be opened", nl: "de database mag niet worden geopend")
    static let databaseAccessHint = Label(
        en: "on a server, the group `liaison` may use it",
        nl: "op een server mag de groep `liaison` haar gebruiken")
    static let databaseBusy = Label(
        en: "another process has been writing for too long",
        nl: "een ander proces schrijft al te lang")
    static let databaseBusyHint = Label(
        en: "nothing was changed; try again", nl: "er is niets veranderd; probeer het opnieuw")
    static func databaseRefused(_ code: Int32) -> Label {
        Label(
            en: "the database refused it (SQLite code \(code))",
            nl: "de database weigerde het (SQLite-code \(code))")
    }

    static func newIncarnation(_ reason: Replica.Reason) -> Label {
        switch reason {
        case .wentBack:
            Label(
                en:
                    "the database is older than this device's last change: it goes on under a new name; "
                    + "sync to get what is missing",
                nl:
                    "de database is ouder dan de laatste wijziging van dit apparaat: het gaat verder onder een "
                    + "nieuwe naam; wissel uit om te krijgen wat ontbreekt")
        case .copied:
            Label(
                en: "this folder was copied: this copy goes on under a name of its own",
                nl: "deze map is gekopieerd: deze kopie gaat verder onder een eigen naam")
        case .forked:
            Label(
                en: "another copy of this node has been editing: this one goes on under a new name",
                nl:
                    "een andere kopie van dit knooppunt heeft bewerkt: dit gaat verder onder een nieuwe naam"
            )
        case .restored:
            Label(
                en: "after the restore this node goes on under a new name",
                nl: "na het terugzetten gaat dit knooppunt verder onder een nieuwe naam")
        case .damaged:
            Label(
                en:
                    "a change of this device is damaged: the device continues under a new name; run "
                    + "`liaison sync`, then `liaison doctor`",
                nl:
                    "een wijziging van dit apparaat is beschadigd: het gaat verder onder een nieuwe naam; "
                    + "voer `liaison sync` uit en dan `liaison doctor`")
        }
    }

    // MARK: Clocks and copies

    static func clock(_ warning: ClockWarning, _ minute: (UInt64) -> String) -> Label {
        switch warning {
        case .behind(let ms):
            let hour = minute(ms)
            return Label(
                en:
                    "this machine's clock is wrong: it was \(hour) before; times of edits made now mislead "
                    + "others, set the clock",
                nl:
                    "de klok van deze machine loopt verkeerd: het is al \(hour) geweest; tijden van "
                    + "bewerkingen misleiden anderen, zet de klok goed")
        case .differs(let peer, let ms):
            let minutes = ms.magnitude / 60_000
            return ms > 0
                ? Label(
                    en:
                        "this machine's clock is \(minutes) minutes behind that of \(peer): one of them is wrong",
                    nl:
                        "de klok van deze machine loopt \(minutes) minuten achter op die van \(peer): "
                        + "een van beide loopt verkeerd")
                : Label(
                    en:
                        "this machine's clock is \(minutes) minutes ahead of that of \(peer): one of them is wrong",
                    nl:
                        "de klok van deze machine loopt \(minutes) minuten voor op die van \(peer): "
                        + "een van beide loopt verkeerd")
        case .changeAhead(let device, let ms):
            let hour = minute(ms)
            return Label(
                en:
                    "a change by \(device) is dated \(hour), in the future: its clock is wrong, or this one's",
                nl:
                    "een wijziging van \(device) draagt de tijd \(hour), in de toekomst: die klok loopt "
                    + "verkeerd, of deze")
        }
    }
    static func forked(_ name: String, _ id: String) -> Label {
        Label(
            en:
                "two machines went on as \(name) (\(id)): one is a copy of the other; the work of both is kept, "
                + "find out which is which",
            nl:
                "twee machines gingen verder als \(name) (\(id)): de ene is een kopie van de andere; het werk "
                + "van beide blijft bewaard, ga na welke welke is")
    }
    static func wentBack(_ peer: String) -> Label {
        Label(
            en:
                "\(peer) went back: an older copy of its data was put back; what it lost is sent again",
            nl:
                "\(peer) ging terug: daar is een oudere kopie van de gegevens teruggezet; wat ontbrak is "
                + "opnieuw gestuurd")
    }
    static func setBack(_ when: String) -> Label {
        Label(
            en:
                "an older copy of this database was put back (seen \(when)); peers bring back what is missing",
            nl:
                "een oudere kopie van deze database is teruggezet (gezien \(when)); wat ontbreekt komt terug "
                + "bij het uitwisselen")
    }

    // MARK: Backup, restore, verify, rebuild

    static func backedUp(_ path: String) -> Label {
        Label(en: "backup written to \(path)", nl: "reservekopie geschreven naar \(path)")
    }
    static func restored(_ path: String) -> Label {
        Label(en: "restored from \(path)", nl: "teruggezet vanuit \(path)")
    }
    static func cannotRestore(_ path: String) -> Label {
        Label(en: "cannot restore from \(path)", nl: "kan niet terugzetten vanuit \(path)")
    }
    static let nothingReplaced = Label(
        en: "the database here was left as it is", nl: "de database hier is gelaten zoals zij is")
    static func replacedKept(_ path: String) -> Label {
        Label(
            en: "the database that was there is kept as \(path)",
            nl: "de database die er stond is bewaard als \(path)")
    }
    static let restoredNext = Label(
        en: "run `liaison sync`: what was made after the backup comes back from your peers",
        nl: "voer `liaison sync` uit: wat na de reservekopie is gemaakt komt terug van de anderen")
    static let rebuilt = Label(
        en: "everything was made anew from the log", nl: "alles is opnieuw gemaakt uit het logboek")
    static let allGood = Label(
        en: "file, log, signatures, records and digests are as they must be",
        nl: "bestand, logboek, handtekeningen, records en controlesommen kloppen")
    static func problemsFound(_ count: Int) -> Label {
        Wording.count(
            count, Label(en: "problem found", nl: "probleem gevonden"),
            Label(en: "problems found", nl: "problemen gevonden"))
    }
    static func problem(_ problem: StoreProblem) -> Label {
        switch problem {
        case .file(let text): Label(en: "file: \(text)", nl: "bestand: \(text)")
        case .missingChange(let replica, let number):
            Label(
                en: "change \(number) of \(replica) is missing",
                nl: "wijziging \(number) van \(replica) ontbreekt")
        case .badChange(let hash, let text):
            Label(
                en: "change \(hash?.short ?? "?"): \(text)",
                nl: "wijziging \(hash?.short ?? "?"): \(text)")
        case .record(let kind, let id):
            Label(
                en: "\(kind) \(id) is not what the log says",
                nl: "\(kind) \(id) is niet wat het logboek zegt")
        case .table(let name):
            Label(
                en: "table \(name) is not what the log says",
                nl: "tabel \(name) is niet wat het logboek zegt")
        case .bookkeeping:
            Label(
                en: "the list of chains does not match the log",
                nl: "de lijst van ketens klopt niet met het logboek")
        case .lacksHoles:
            Label(
                en: "the records lack what damaged changes said",
                nl: "in de records ontbreekt wat beschadigde wijzigingen zeiden")
        case .digest:
            Label(
                en: "the digest is not what the records add up to",
                nl: "de controlesom is niet die van de records")
        }
    }

    static let statusSetAside = Label(en: "set aside", nl: "opzijgezet")
    static func setAsideNote(_ count: Int) -> Label {
        Label(
            en: "\(count) could not be processed by this version; everything else goes on",
            nl: "\(count) kan deze versie niet verwerken; al het andere gaat door")
    }
    static func setAsideLine(_ one: SetAside) -> Label {
        switch one.stage {
        case .fold:
            Label(
                en: "change \(one.name.prefix(12)): \(one.reason)",
                nl: "wijziging \(one.name.prefix(12)): \(one.reason)")
        case .rules:
            Label(
                en: "record \(one.name), not checked: \(one.reason)",
                nl: "record \(one.name), niet gecontroleerd: \(one.reason)")
        }
    }
}
