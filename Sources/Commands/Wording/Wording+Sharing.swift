import Records
import Replica

/// Folders that a group shares, and files that others may have touched.
extension Wording {
    static let helpShared = Label(
        en: "Let the folder's group use this node; its daemon signs for them.",
        nl: "Laat de groep van de map dit knooppunt gebruiken; de daemon ondertekent voor hen.")
    static let statusSharing = Label(en: "shared", nl: "gedeeld")
    static func sharedWith(_ group: String) -> Label {
        Label(
            en: "the group \(group) may use this node; liaisond signs what its members write",
            nl:
                "de groep \(group) mag dit knooppunt gebruiken; liaisond ondertekent wat de leden schrijven"
        )
    }
    static let sharedAnew = Label(
        en:
            "members could read the old key, so this node goes on under a new name, with a key that only its "
            + "owner can read",
        nl:
            "leden konden de oude sleutel lezen, daarom gaat dit knooppunt verder onder een nieuwe naam, met een "
            + "sleutel die alleen de eigenaar kan lezen")

    static func notTouched(_ path: String) -> Label {
        Label(en: "\(path) is not safe to use", nl: "\(path) is niet veilig te gebruiken")
    }
    static func ownersOnly(_ path: String, _ owner: UInt32) -> Label {
        let name = AccountName(owner).login ?? "uid \(owner)"
        return Label(
            en: "only \(name), who owns \(path), may do this",
            nl: "alleen \(name), de eigenaar van \(path), mag dit")
    }
    static func ownersOnlyHint(_ owner: UInt32) -> Label {
        let name = AccountName(owner).login ?? "#\(owner)"
        return Label(
            en: "run it as that user: sudo -u \(name) liaison …",
            nl: "voer het uit als die gebruiker: sudo -u \(name) liaison …")
    }
    static let noHomeForForms = Label(
        en: "in a shared folder your forms are kept at home: set HOME or XDG_STATE_HOME",
        nl: "in een gedeelde map staan je formulieren in je thuismap: zet HOME of XDG_STATE_HOME")

    // MARK: Signing by the daemon

    static func authorIsAccounts(_ name: String) -> Label {
        Label(
            en: "on a shared node you write as \(name): --author cannot be used",
            nl: "op een gedeeld knooppunt schrijf je als \(name): --author kan niet")
    }
    static let authorIsAccountsHint = Label(
        en: "nothing was saved; leave --author out",
        nl: "er is niets opgeslagen; laat --author weg")
    static func signerAbsent(_ path: String) -> Label {
        Label(
            en: "liaisond, which signs what is written in \(path), is not running",
            nl: "liaisond, die ondertekent wat in \(path) wordt geschreven, draait niet")
    }
    static let signerAbsentHint = Label(
        en:
            "nothing was saved; start it (sudo systemctl start liaisond) and try again: a form that you filled in is kept",
        nl:
            "er is niets opgeslagen; start haar (sudo systemctl start liaisond) en probeer het opnieuw: een "
            + "ingevuld formulier blijft bewaard")
    static let signerSilent = Label(
        en: "liaisond did not answer: it is not known whether this was saved",
        nl: "liaisond gaf geen antwoord: het is niet bekend of dit is opgeslagen")
    static let signerSilentHint = Label(
        en: "look with `liaison log --limit 5` before you try again",
        nl: "kijk met `liaison log --limit 5` voordat je het opnieuw probeert")
    static func signerRefused(_ reason: SigningAnswer.Reason) -> Label {
        switch reason {
        case .malformed:
            Label(
                en: "liaisond did not sign this: it does not keep to the format",
                nl: "liaisond heeft dit niet ondertekend: het houdt zich niet aan het formaat")
        case .full, .busy, .failed:
            Label(
                en: "liaisond could not save this", nl: "liaisond kon dit niet opslaan")
        }
    }
    static let signerRefusedHint = Label(
        en: "nothing was saved; `journalctl -u liaisond` says more",
        nl: "er is niets opgeslagen; `journalctl -u liaisond` zegt meer")
}
