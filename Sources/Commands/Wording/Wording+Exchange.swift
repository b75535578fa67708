import Records

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

    // MARK: Status

    static let statusData = Label(en: "data", nl: "gegevens")
    static let statusDevice = Label(en: "device", nl: "apparaat")
    static let statusAuthor = Label(en: "author", nl: "auteur")
    static let statusRecords = Label(en: "records", nl: "records")
    static let statusConflicts = Label(en: "conflicts", nl: "conflicten")
    static let statusIncarnation = Label(en: "incarnation", nl: "incarnatie")
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
            en: "\(count) refused and kept as evidence",
            nl: "\(count) geweigerd en als bewijs bewaard")
    }
    static let gapsNote = Label(
        en: "a change went missing from the file; the next sync fetches it",
        nl: "een wijziging ontbreekt in het bestand; de volgende uitwisseling haalt haar op")
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
