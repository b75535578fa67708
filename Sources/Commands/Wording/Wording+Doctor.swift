import Records
import Replica

/// What is wrong with a node, and what to do about it.
extension Wording {
    static let doctorAbstract = Label(
        en: "Find out what is wrong with this node, and what to do.",
        nl: "Zoek uit wat er mis is met dit knooppunt, en wat je kunt doen.")
    static let doctorDiscussion = Label(
        en:
            "Looks at the file, the log, the records, the keys, the clock, the disk and the peers, and lists what to do, "
            + "in order. --repair does what loses nothing.",
        nl:
            "Bekijkt het bestand, het logboek, de records, de sleutels, de klok, de schijf en de andere knooppunten, en "
            + "noemt wat je kunt doen, op volgorde. --repair doet wat niets verloren laat gaan.")
    static let helpRepair = Label(
        en: "Repair what can be repaired without losing anything.",
        nl: "Herstel wat te herstellen is zonder iets te verliezen.")
    static let helpRecover = Label(
        en: "The database is gone and the keys are here: continue as the same device.",
        nl: "De database is weg en de sleutels zijn er: ga verder als hetzelfde apparaat.")
    static let helpKeepChanges = Label(
        en: "Take over the changes of the replaced database that the backup does not have.",
        nl: "Neem de wijzigingen over van de vervangen database die de reservekopie niet heeft.")
    static let doctorHint = Label(
        en: "run `liaison doctor`: it says what to do",
        nl: "voer `liaison doctor` uit: die zegt wat je kunt doen")

    static func databaseLost(_ path: String) -> Label {
        Label(
            en: "the database in \(path) is missing or empty; the device's keys are still there",
            nl:
                "de database in \(path) ontbreekt of is leeg; de sleutels van het apparaat zijn er nog"
        )
    }
    static let databaseLostHint = Label(
        en:
            "restore a backup with `liaison restore FILE`, or run `liaison init --recover` and then "
            + "`liaison sync`: peers send everything back",
        nl:
            "zet een reservekopie terug met `liaison restore BESTAND`, of voer `liaison init --recover` uit "
            + "en dan `liaison sync`: anderen sturen alles terug")
    static let recoveredNext = Label(
        en:
            "add your peers with `liaison peer add`, then run `liaison sync`: they send everything back",
        nl:
            "voeg de andere knooppunten toe met `liaison peer add` en voer `liaison sync` uit: zij sturen "
            + "alles terug")
    static func databaseReplaced(_ path: String) -> Label {
        Label(
            en:
                "\(path) was replaced by another file while the latest changes still lay beside it, in its WAL; "
                + "the two do not go together",
            nl:
                "\(path) is door een ander bestand vervangen terwijl de laatste wijzigingen er nog naast stonden, "
                + "in de WAL; die twee horen niet bij elkaar")
    }
    static let databaseReplacedHint = Label(
        en:
            "stop the daemon and run `liaison restore FILE --keep-changes` with the backup that you copied: it "
            + "puts it back properly and takes over the latest changes",
        nl:
            "stop de daemon en voer `liaison restore BESTAND --keep-changes` uit met de reservekopie die je "
            + "kopieerde: dat zet die goed terug en neemt de laatste wijzigingen over")
    static func logWounded(_ count: Int) -> Label {
        Label(
            en: "the log has damaged or missing changes (\(count) or more)",
            nl: "het logboek heeft beschadigde of verdwenen wijzigingen (\(count) of meer)")
    }
    static let logWoundedHint = Label(
        en: "run `liaison sync` first: peers send them back; then `liaison doctor`",
        nl: "voer eerst `liaison sync` uit: anderen sturen ze terug; daarna `liaison doctor`")
    private static func changes(_ number: Int) -> Label {
        count(
            number, Label(en: "change", nl: "wijziging"), Label(en: "changes", nl: "wijzigingen"))
    }
    static func keptBeside(_ count: Int) -> Label {
        let kept = changes(count)
        return Label(
            en:
                "good; \(kept.en) kept beside it, shown nowhere until a peer brings what they build on",
            nl:
                "in orde; \(kept.nl) ernaast bewaard, nergens te zien tot een peer brengt waar ze op voortbouwen"
        )
    }
    static func takenOver(_ taken: Replica.Takeover) -> Label {
        let added = changes(taken.added)
        let waiting = changes(taken.waiting)
        let unreadable = changes(taken.unreadable)
        var english = ["\(added.en) taken over from it"]
        var dutch = ["\(added.nl) daaruit overgenomen"]
        if taken.waiting > 0 {
            english.append("\(waiting.en) waiting for what a peer has")
            dutch.append("\(waiting.nl) in afwachting van wat een peer heeft")
        }
        if taken.unreadable > 0 {
            english.append("\(unreadable.en) not readable")
            dutch.append("\(unreadable.nl) onleesbaar")
        }
        return Label(en: english.joined(separator: "; "), nl: dutch.joined(separator: "; "))
    }
    static func recordUnreadable(_ name: String, _ reason: String) -> Label {
        Label(en: "\(name) cannot be read: \(reason)", nl: "\(name) is onleesbaar: \(reason)")
    }
    static func changeUnreadable(_ name: String, _ reason: String) -> Label {
        Label(
            en: "change \(name) cannot be read: \(reason)",
            nl: "wijziging \(name) is onleesbaar: \(reason)")
    }
    static func leftOutUnread(_ label: Label) -> Label {
        Label(en: "left out: \(label.en)", nl: "weggelaten: \(label.nl)")
    }
    static func moreUnread(_ count: Int) -> Label {
        Label(en: "\(count) more were left out", nl: "nog \(count) weggelaten")
    }

    // MARK: What is looked at

    static let doctorFolder = Label(en: "folder", nl: "map")
    static let doctorFile = Label(en: "file", nl: "bestand")
    static let doctorLog = Label(en: "log", nl: "logboek")
    static let doctorRecords = Label(en: "records", nl: "records")
    static let doctorKeys = Label(en: "keys", nl: "sleutels")
    static let doctorMark = Label(en: "mark", nl: "merkteken")
    static let doctorClock = Label(en: "clock", nl: "klok")
    static let doctorDisk = Label(en: "disk", nl: "schijf")
    static let doctorPeers = Label(en: "peers", nl: "anderen")
    static let doctorService = Label(en: "service", nl: "dienst")
    static let doctorGood = Label(en: "good", nl: "in orde")
    static let doctorToDo = Label(en: "To do, in this order:", nl: "Te doen, in deze volgorde:")
    static let doctorNothingToDo = Label(
        en: "nothing to do", nl: "er is niets te doen")
    static func doctorFound(_ count: Int) -> Label {
        Wording.count(
            count, Label(en: "thing to do", nl: "ding te doen"),
            Label(en: "things to do", nl: "dingen te doen"))
    }

    // MARK: What may be wrong

    static func folderOpen(_ mode: String) -> Label {
        Label(
            en: "others may write to it (mode \(mode))",
            nl: "anderen mogen erin schrijven (rechten \(mode))")
    }
    static func closeFolder(_ path: String) -> Label {
        Label(en: "run `chmod o-w \(path)`", nl: "voer `chmod o-w \(path)` uit")
    }
    static func keyOpen(_ mode: String) -> Label {
        Label(
            en: "others may read a key (mode \(mode))",
            nl: "anderen mogen een sleutel lezen (rechten \(mode))"
        )
    }
    static func closeKeys(_ path: String) -> Label {
        Label(en: "run `chmod -R o= \(path)`", nl: "voer `chmod -R o= \(path)` uit")
    }
    static func logHoles(_ holes: Int, own: Int) -> Label {
        Label(
            en: "\(holes) changes damaged or missing, \(own) of them made here",
            nl: "\(holes) wijzigingen beschadigd of verdwenen, waarvan \(own) hier gemaakt")
    }
    static let syncForHoles = Label(
        en: "run `liaison sync`: peers send back what they hold",
        nl: "voer `liaison sync` uit: anderen sturen terug wat zij hebben")
    static let restateHoles = Label(
        en:
            "if a sync with every peer did not bring them back, run `liaison doctor --restate`: it states again what "
            + "the records show, and sets the damaged changes aside",
        nl:
            "als een uitwisseling met alle anderen ze niet terugbracht, voer `liaison doctor --restate` uit: die "
            + "zegt opnieuw wat de records tonen, en legt de beschadigde wijzigingen apart")
    static let helpRestate = Label(
        en: "State again what damaged changes said that no peer holds.",
        nl: "Zeg opnieuw wat beschadigde wijzigingen zeiden die niemand anders heeft.")
    static let restatedMessage = Label(
        en: "stated again: the change that said it was damaged",
        nl: "opnieuw gezegd: de wijziging die het zei was beschadigd")
    static let bookkeepingWrong = Label(
        en: "the list of chains does not match the log",
        nl: "de lijst van ketens klopt niet met het logboek")
    static let runRepair = Label(
        en: "run `liaison doctor --repair`", nl: "voer `liaison doctor --repair` uit")
    static func rowsWrong(_ count: Int) -> Label {
        Label(
            en: "rows were changed by another program or damaged (\(count) found by themselves)",
            nl: "rijen zijn door een ander programma veranderd of beschadigd (\(count) al gevonden)"
        )
    }
    static func rowsMended(_ count: Int) -> Label {
        Label(
            en: "\(count) records did not match the log and were rebuilt from it",
            nl: "\(count) records klopten niet met het logboek en zijn eruit herbouwd")
    }
    static let reportOnWounded = Label(
        en: "some records do not match the log and cannot be rebuilt yet; run `liaison doctor`",
        nl:
            "sommige records kloppen niet met het logboek en zijn nog niet te herbouwen; voer `liaison doctor` uit"
    )
    static func repaired(_ count: Int) -> Label {
        Label(en: "repaired (\(count))", nl: "hersteld (\(count))")
    }
    static let keyGone = Label(
        en: "the key of this node is missing or damaged",
        nl: "de sleutel van dit knooppunt ontbreekt of is beschadigd")
    static let keyGoneToDo = Label(
        en:
            "copy the key file back, or restore a backup of the database with `liaison restore FILE`: without "
            + "the key it continues as a new device",
        nl:
            "zet het sleutelbestand terug, of zet een reservekopie terug met `liaison restore BESTAND`: zonder "
            + "sleutel gaat het verder als een nieuw apparaat")
    static let setClock = Label(
        en: "check the date of this machine", nl: "controleer de datum van deze machine")
    static func diskLow(_ megabytes: Int) -> Label {
        Label(en: "\(megabytes) MB free", nl: "\(megabytes) MB vrij")
    }
    static let makeRoom = Label(en: "make room on the disk", nl: "maak ruimte op de schijf")
    static func neverSynced(_ name: String) -> Label {
        Label(en: "never synced with \(name)", nl: "nog nooit uitgewisseld met \(name)")
    }
    static func peerFailed(_ name: String) -> Label {
        Label(
            en: "the last sync with \(name) failed",
            nl: "de laatste uitwisseling met \(name) mislukte")
    }
    static let runSync = Label(en: "run `liaison sync`", nl: "voer `liaison sync` uit")
    static let nobodyToSync = Label(en: "none are listed", nl: "er zijn er geen opgegeven")
    static let serviceRuns = Label(en: "the daemon runs", nl: "de dienst loopt")
    static let serviceStopped = Label(
        en: "the daemon does not run; `liaison sync` works without it",
        nl: "de dienst loopt niet; `liaison sync` werkt zonder")
}
