package import Records

/// What makes a file or folder one that we neither read nor write: somebody else may have put it there.
package enum Distrust: Hashable, Sendable {
    /// A symbolic link, where a file of ours belongs.
    case link
    /// A pipe, socket, device or folder, where a file belongs.
    case notAFile
    /// The file has a second name somewhere: what is written here is written there.
    case secondName
    /// It belongs to this user.
    case owner(UInt32)
    /// A file that others may write to.
    case writable
    /// A folder that its group may write to, though nobody ran `init --shared`.
    case groupWritable
    /// A folder that everybody may write to.
    case worldWritable

    /// What is wrong.
    package var label: Label {
        switch self {
        case .link:
            Label(
                en: "it is a symbolic link, not the file itself",
                nl: "het is een symbolische koppeling, niet het bestand zelf")
        case .notAFile: Label(en: "it is not a regular file", nl: "het is geen gewoon bestand")
        case .secondName:
            Label(
                en: "it has a second name (a hard link)",
                nl: "het heeft een tweede naam (een harde koppeling)")
        case .owner(let user):
            Label(
                en: "it belongs to another user (uid \(user))",
                nl: "het is van een andere gebruiker (uid \(user))")
        case .writable:
            Label(en: "other users may write to it", nl: "andere gebruikers mogen erin schrijven")
        case .groupWritable:
            Label(
                en: "its group may write to it, and the folder was never made shared",
                nl: "de groep mag erin schrijven, en de map is nooit gedeeld gemaakt")
        case .worldWritable:
            Label(en: "everybody may write to it", nl: "iedereen mag erin schrijven")
        }
    }

    /// What to do about it.
    package func advice(_ path: String) -> Label {
        switch self {
        case .link, .notAFile, .secondName:
            Label(
                en: "find out who put it there, then move it away: \(path)",
                nl: "zoek uit wie het daar heeft gezet en haal het dan weg: \(path)")
        case .owner(let user):
            Label(
                en: "run the command as that user (sudo -u '#\(user)' …), or use another folder",
                nl:
                    "voer de opdracht uit als die gebruiker (sudo -u '#\(user)' …), of gebruik een andere map"
            )
        case .writable, .worldWritable:
            Label(en: "run: chmod go-w \(path)", nl: "voer uit: chmod go-w \(path)")
        case .groupWritable:
            Label(
                en:
                    "if it is yours alone: chmod 700 \(path); if a group is to use it: run `liaison --data \(path) "
                    + "init --shared` once, as the folder's owner",
                nl:
                    "is hij van jou alleen: chmod 700 \(path); is hij voor een groep: voer eenmalig `liaison --data "
                    + "\(path) init --shared` uit, als eigenaar van de map")
        }
    }
}
