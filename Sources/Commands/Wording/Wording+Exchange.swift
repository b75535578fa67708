import Records
import SyncHTTP

/// Peers and `status`.
extension Wording {
    static let notADeviceID = Label(
        en: "a device id is 64 hexadecimal digits", nl: "een apparaat-id is 64 hexadecimale cijfers"
    )
    static let notADeviceIDHint = Label(
        en: "`liaison status` on the other device shows it",
        nl: "`liaison status` op het andere apparaat toont het")
    static let badPeerName = Label(
        en: "a peer's name is one word of at most 64 bytes",
        nl: "de naam van een ander is één woord van ten hoogste 64 bytes")
    static let badURL = Label(
        en: "this is no address of a peer", nl: "dit is geen adres van een ander")
    static let badURLHint = Label(
        en: "write https://host:port; http:// is for this machine itself only",
        nl: "schrijf https://host:poort; http:// is alleen voor deze machine zelf")
    static let plainOnlyLoopback = Label(
        en: "plain HTTP is for loopback addresses only",
        nl: "kale HTTP is alleen voor loopback-adressen")
    static let peerPlain = Label(
        en: "plain HTTP: not encrypted, for this machine only",
        nl: "kale HTTP: niet versleuteld, alleen voor deze machine")
    static let peerIsSelf = Label(
        en: "this is the id of this device", nl: "dit is het id van dit apparaat")
    static func peerNameTaken(_ name: String) -> Label {
        Label(en: "another peer is called \(name)", nl: "een ander heet al \(name)")
    }
    static func peerNameTakenHint(_ name: String) -> Label {
        Label(
            en: "choose another name, or `liaison peer remove \(name)` first",
            nl: "kies een andere naam, of eerst `liaison peer remove \(name)`")
    }
    static func peerAdded(_ name: String, _ url: String?) -> Label {
        Label(
            en: "added peer \(name)" + (url.map { " at \($0)" } ?? "; it dials us"),
            nl: "\(name) toegevoegd" + (url.map { " op \($0)" } ?? "; die belt ons"))
    }
    static func peerUpdated(_ name: String) -> Label {
        Label(en: "updated peer \(name)", nl: "\(name) bijgewerkt")
    }
    static func peerRemoved(_ name: String) -> Label {
        Label(
            en: "removed peer \(name); what came from it stays",
            nl: "\(name) verwijderd; wat ervan kwam blijft")
    }
    static func noSuchPeer(_ name: String) -> Label {
        Label(en: "there is no peer \(name)", nl: "er is geen ander die \(name) heet")
    }
    static let noSuchPeerHint = Label(
        en: "`liaison peer list` shows them", nl: "`liaison peer list` toont ze")
    static let noPeers = Label(
        en: "no peers: `liaison peer add NAME DEVICE-ID URL` adds one",
        nl: "geen anderen: `liaison peer add NAAM APPARAAT-ID URL` voegt er een toe")
    static let columnPeer = Label(en: "PEER", nl: "NAAM")
    static let columnDevice = Label(en: "DEVICE", nl: "APPARAAT")
    static let columnURL = Label(en: "ADDRESS", nl: "ADRES")
    static let columnLastSync = Label(en: "LAST SYNC", nl: "LAATSTE UITWISSELING")
    static let dialsUs = Label(en: "(dials us)", nl: "(belt ons)")
    static let never = Label(en: "never", nl: "nooit")
    static func lastFailed(_ success: String, _ failure: String, _ reason: String) -> Label {
        Label(
            en: "\(success); failed \(failure): \(reason)",
            nl: "\(success); mislukt \(failure): \(reason)")
    }

    // MARK: Sync

    static let syncAbstract = Label(
        en: "Exchange changes with peers now.", nl: "Wissel nu wijzigingen uit.")
    static let syncDiscussion = Label(
        en:
            "With every peer that has an address, or with those named. What has been exchanged when it is cut is "
            + "kept, and the next time goes on from there.",
        nl:
            "Met allen die een adres hebben, of met wie genoemd is. Wat is uitgewisseld als het wordt afgebroken "
            + "blijft, en de volgende keer gaat daar verder.")
    static let helpSyncPeers = Label(
        en: "Names of peers (default: all with an address).",
        nl: "Namen (standaard: allen met een adres).")
    static let noPeersToDial = Label(
        en: "there is no peer with an address to dial: `liaison peer add NAME DEVICE-ID URL`",
        nl: "niemand heeft een adres om te bellen: `liaison peer add NAAM APPARAAT-ID URL`")
    static func peerHasNoAddress(_ name: String) -> Label {
        Label(
            en: "\(name) has no address: it dials us", nl: "\(name) heeft geen adres: die belt ons")
    }
    static func exchanged(_ name: String, _ pulled: Int, _ pushed: Int, _ end: Label) -> Label {
        Label(
            en: "\(name): \(pulled) received, \(pushed) sent; \(end.en)",
            nl: "\(name): \(pulled) ontvangen, \(pushed) verzonden; \(end.nl)")
    }
    static let isLevel = Label(en: "level", nl: "gelijk")
    static let isDifferent = Label(
        en: "one side changed meanwhile or refused something",
        nl: "een kant is intussen veranderd of weigerde iets")
    static let isStateDifferent = Label(
        en: "same changes, other records", nl: "zelfde wijzigingen, andere records")
    static let isRefused = Label(en: "refused", nl: "geweigerd")
    static func stateDiffers(_ name: String, repaired: Bool) -> Label {
        repaired
            ? Label(
                en: "the records here were not what the log says; they were made anew",
                nl: "de records hier waren niet wat het logboek zegt; ze zijn opnieuw gemaakt")
            : Label(
                en: "the records here are what the log says; run `liaison verify` at \(name)",
                nl:
                    "de records hier zijn wat het logboek zegt; voer `liaison verify` uit bij \(name)"
            )
    }
    static let arrivedMore = Label(
        en: "only the newest changes were looked at: `liaison changes` shows all",
        nl: "alleen de nieuwste wijzigingen zijn bekeken: `liaison changes` toont alles")
    static let arrived = Label(
        en: "came in, on records that were edited here:",
        nl: "binnengekomen, op records die hier bewerkt zijn:")
    static func conflictsOpen(_ count: Int) -> Label {
        Label(
            en: "\(count) open: liaison conflicts", nl: "\(count) open: liaison conflicts")
    }
    static func unreachable(_ name: String, _ url: String) -> Label {
        Label(en: "cannot reach peer \(name) at \(url)", nl: "kan \(name) niet bereiken op \(url)")
    }
    static func unreachableHint(_ name: String) -> Label {
        Label(
            en: "your work is saved here; run `liaison sync \(name)` when you are online",
            nl: "uw werk is hier opgeslagen; voer `liaison sync \(name)` uit als er verbinding is")
    }
    static let foreignReply = Label(
        en: "what answers is no node", nl: "wat antwoordt is geen knooppunt")
    static func altered(_ alteration: Alteration) -> Label {
        switch alteration {
        case .webPage:
            Label(
                en: "a web page (captive portal or proxy?) answered instead of the node",
                nl: "een webpagina (inlogportaal of proxy?) antwoordde in plaats van het knooppunt")
        case .compressed(let coding):
            Label(
                en: "a proxy on the way compressed the answer (\(coding))",
                nl: "een proxy onderweg heeft het antwoord gecomprimeerd (\(coding))")
        }
    }
    static let peerBusy = Label(
        en: "the peer is busy; nothing is wrong with it",
        nl: "het knooppunt is bezet; er is niets mis mee")
    static func sessionEnded(_ name: String) -> Label {
        Label(
            en: "the session with \(name) was ended before everything was exchanged",
            nl: "de sessie met \(name) is beëindigd voordat alles was uitgewisseld")
    }
    static func sessionEndedHint(_ name: String) -> Label {
        Label(
            en: "run `liaison sync \(name)` again to continue; if that happens each time, "
                + "ask the administrator of \(name)",
            nl: "voer `liaison sync \(name)` nog eens uit om verder te gaan; gebeurt dit steeds, "
                + "vraag het de beheerder van \(name)")
    }
    static let foreignReplyHint = Label(
        en:
            "the network may want you to log in first (a hotel, an airport); your work is saved here",
        nl:
            "het netwerk wil misschien dat u eerst aanmeldt (hotel, vliegveld); uw werk is hier opgeslagen"
    )
    static func notListed(_ name: String) -> Label {
        Label(
            en: "\(name) does not know this device and gives it nothing",
            nl: "\(name) kent dit apparaat niet en geeft het niets")
    }
    static func notListedHint(_ device: String) -> Label {
        Label(
            en: "there: liaison peer add NAME \(device)",
            nl: "daar: liaison peer add NAAM \(device)")
    }
    static func wrongDevice(_ name: String, _ url: String, _ found: String) -> Label {
        Label(
            en: "another device answers at the address of \(name), \(url): \(found)",
            nl: "een ander apparaat antwoordt op het adres van \(name), \(url): \(found)")
    }
    static func wrongDeviceHint(_ name: String) -> Label {
        Label(
            en: "nothing was sent; check address and device id with whoever keeps \(name)",
            nl: "er is niets verzonden; controleer adres en apparaat-id bij wie \(name) beheert")
    }
    static func protocolMismatch(_ name: String, _ found: String) -> Label {
        Label(
            en: "\(name) speaks protocol \(found), which this version does not",
            nl: "\(name) spreekt protocol \(found), dat deze versie niet kent")
    }
    static let upgradeBothHint = Label(
        en: "install the same version on both", nl: "installeer op beide dezelfde versie")
    static func peerSpeaksNonsense(_ name: String) -> Label {
        Label(
            en: "the answer of \(name) cannot be read; nothing of it was taken",
            nl: "het antwoord van \(name) is niet te lezen; er is niets van overgenomen")
    }
    static func peerRefused(_ name: String) -> Label {
        Label(en: "\(name) cannot go on", nl: "\(name) kan niet verder")
    }
    static func changesRefused(_ here: Int, _ there: Int) -> Label {
        Label(
            en: "refused changes: \(here) here, \(there) there",
            nl: "geweigerde wijzigingen: \(here) hier, \(there) daar")
    }
    static let changesRefusedHint = Label(
        en: "they are kept as evidence and count nowhere; all others were taken",
        nl: "ze zijn als bewijs bewaard en tellen nergens; alle andere zijn overgenomen")
    static func bytesInAndOut(_ received: String, _ sent: String) -> Label {
        Label(en: "\(received) in, \(sent) out", nl: "\(received) in, \(sent) uit")
    }

    // MARK: Status

    static let statusData = Label(en: "data", nl: "gegevens")
    static let statusDevice = Label(en: "device", nl: "apparaat")
    static let statusAuthor = Label(en: "author", nl: "auteur")
    static let statusRecords = Label(en: "records", nl: "records")
    static let statusConflicts = Label(en: "conflicts", nl: "conflicten")
    static let statusIncarnation = Label(en: "incarnation", nl: "incarnatie")
    static let statusClock = Label(en: "clock", nl: "klok")
    static let statusFork = Label(en: "copy", nl: "kopie")
    static let statusSetback = Label(en: "setback", nl: "teruggezet")
    static let statusQuarantine = Label(en: "quarantine", nl: "quarantaine")
    static let statusGaps = Label(en: "gaps", nl: "gaten")
    static let statusForms = Label(en: "forms", nl: "formulieren")
    static let statusDigest = Label(en: "digest", nl: "controlesom")
    static func incarnationNote(_ count: Int) -> Label {
        Label(
            en: "\(count): the database went back, was copied or forked before",
            nl: "\(count): de database is eerder teruggezet, gekopieerd of gesplitst")
    }
    static func quarantineNote(_ count: Int) -> Label {
        Label(
            en: "\(count) refused and kept as evidence · liaison quarantine",
            nl: "\(count) geweigerd en als bewijs bewaard · liaison quarantine")
    }
    static func gapsNote(_ count: Int) -> Label {
        let changes = Wording.count(
            max(1, count), Label(en: "change", nl: "wijziging"),
            Label(en: "changes", nl: "wijzigingen"))
        return Label(
            en: "\(changes.en) damaged or missing; run `liaison sync`, then `liaison doctor`",
            nl:
                "\(changes.nl) beschadigd of verdwenen; voer `liaison sync` uit en dan `liaison doctor`"
        )
    }
    static func formsNote(_ count: Int) -> Label {
        Label(en: "\(count) opened and not saved", nl: "\(count) geopend en niet opgeslagen")
    }
    static func statusPeer(_ name: String, _ url: String?, _ last: String) -> Label {
        Label(
            en: "peer \(name) \(url ?? Wording.dialsUs.en): last sync \(last)",
            nl: "\(name) \(url ?? Wording.dialsUs.nl): laatste uitwisseling \(last)")
    }
    static let neverMet = Label(
        en: "never met: it has none of the work made here",
        nl: "nooit ontmoet: heeft niets van het werk van hier")
    static func queued(_ count: Int) -> Label {
        Label(
            en: "\(count) of our changes not yet there",
            nl: "\(count) wijzigingen van ons nog niet daar")
    }
}

/// Files in and out.
extension Wording {
    static let importAbstract = Label(
        en: "Read records from JSON lines.", nl: "Lees records uit JSON-regels.")
    static let importDiscussion = Label(
        en:
            "Each line is an object with “type” and “id” (the handle). New records are added, others edited; a line "
            + "that says what the record says writes nothing; fields that a line does not name are left alone. A line "
            + "that cannot be read is named with its number and the others are taken. Records of the file that somebody "
            + "withdrew here are named, and come back only with a yes at the terminal, or --reinstate."
            + "\n\n"
            + tableForm.en
            + " Heads are names or labels of fields, or what --map says: a YAML file with kind, id (the column that names "
            + "the record), encoding, delimiter and columns, each the name of a field, nothing, or field, date (dd-MM-yyyy), "
            + "separator and values. What is likely to be here already is not added but named.",
        nl:
            "Elke regel is een object met “type” en “id” (het kenmerk). Nieuwe records worden toegevoegd, andere "
            + "bewerkt; een regel die zegt wat het record zegt schrijft niets; velden die een regel niet noemt blijven. "
            + "Een onleesbare regel wordt met zijn nummer genoemd en de andere worden overgenomen. Records uit het bestand "
            + "die hier zijn ingetrokken worden genoemd, en komen alleen terug met een ja op de terminal, of --reinstate."
            + "\n\n"
            + tableForm.nl
            + " Koppen zijn namen of opschriften van velden, of wat --map zegt: een YAML-bestand met kind, id (de kolom die "
            + "het record noemt), encoding, delimiter en columns, elk de naam van een veld, niets, of field, date "
            + "(dd-MM-yyyy), separator en values. Wat er waarschijnlijk al is wordt niet toegevoegd maar genoemd."
    )
    static let helpImportFile = Label(
        en: "File, or - for the input.", nl: "Bestand, of - voor de invoer.")
    static let helpAtomic = Label(
        en: "All or nothing: take nothing where a line cannot be read, or the import is cut.",
        nl: "Alles of niets: neem niets over als een regel onleesbaar is of de import afbreekt.")
    static let standardInput = Label(en: "the input", nl: "de invoer")
    static func importLine(_ name: String, _ line: Int, _ reason: Label) -> Label {
        Label(en: "\(name):\(line): \(reason.en)", nl: "\(name):\(line): \(reason.nl)")
    }
    static func moreRefused(_ count: Int) -> Label {
        Label(en: "\(count) more lines cannot be read", nl: "nog \(count) regels zijn onleesbaar")
    }
    static func importNothing(_ count: Int) -> Label {
        Label(
            en: "nothing was imported: lines that cannot be read: \(count)",
            nl: "er is niets overgenomen: onleesbare regels: \(count)")
    }
    static let importInterrupted = Label(
        en: "interrupted; nothing was imported", nl: "onderbroken; er is niets overgenomen")
    static func importCut(_ saved: Int, of total: Int) -> Label {
        Label(
            en: "the import ended early: \(saved) of \(total) records are saved",
            nl: "de import brak af: \(saved) van \(total) records zijn bewaard")
    }
    static let importCutHint = Label(
        en: "import the same file again: what is saved is not written twice",
        nl: "importeer hetzelfde bestand opnieuw: wat bewaard is wordt niet nog eens geschreven")
    static func fileChanged(_ path: String) -> Label {
        Label(
            en: "\(path) changed while it was being read",
            nl: "\(path) is gewijzigd terwijl het werd gelezen")
    }
    static let importNothingHint = Label(
        en: "without --atomic the other lines are taken",
        nl: "zonder --atomic worden de andere regels overgenomen")
    static func imported(_ added: Int, _ changed: Int, _ unchanged: Int, _ refused: Int) -> Label {
        Label(
            en: "\(added) added, \(changed) changed, \(unchanged) unchanged, \(refused) refused",
            nl:
                "\(added) toegevoegd, \(changed) gewijzigd, \(unchanged) ongewijzigd, \(refused) geweigerd"
        )
    }
    static func importAdapted(_ count: Int) -> Label {
        Label(
            en: "in \(count) lines a single value was taken as a set of one",
            nl: "in \(count) regels is een losse waarde opgevat als verzameling van één")
    }
    static let lineNotUTF8 = Label(
        en: "the line is not UTF-8 text", nl: "de regel is geen UTF-8-tekst")
    static func sameHandle(_ line: Int) -> Label {
        Label(
            en: "the same “id” stands in line \(line)", nl: "dezelfde “id” staat in regel \(line)")
    }
    static let exportAbstract = Label(
        en: "Write records as JSON lines.", nl: "Schrijf records als JSON-regels.")
    static let exportDiscussion = Label(
        en:
            "To the output, in the form that `liaison import` reads. Of an open conflict the side shown first is "
            + "written, and the count is told." + "\n\n" + tableForm.en,
        nl:
            "Naar de uitvoer, in de vorm die `liaison import` leest. Van een open conflict wordt de kant geschreven die "
            + "het eerst wordt getoond, en het aantal gemeld." + "\n\n" + tableForm.nl)
    static let helpExportKinds = Label(
        en: "Kinds (default: all).", nl: "Soorten (standaard: alle).")
    static func exportHasConflicts(_ count: Int) -> Label {
        Label(
            en: "\(count) open: the side shown first was written; see liaison conflicts",
            nl:
                "\(count) open: de kant die het eerst wordt getoond is geschreven; zie liaison conflicts"
        )
    }
}
