import Records
import Replica
import Reports
import Store

/// `--audience MARKING[,PARTNER…]`, and what the environment says where it is not given.
enum AudienceOption {
    /// The audience of this machine: the default, and what no report goes above.
    static let variable = "LIAISON_AUDIENCE"

    static func read(_ option: String?, _ context: Context) throws -> Audience {
        let configured = try context.surroundings.variables[variable]
            .flatMap { $0.isEmpty ? nil : try audience($0, context, from: variable) }
        guard let option else { return configured ?? .everyone }
        let asked = try audience(option, context, from: "--audience")
        if let configured, asked.level > configured.level {
            throw Failure(
                Wording.audienceTooWide(Handling.levels[configured.level]),
                hint: Wording.audienceTooWideHint(variable), status: .usage)
        }
        return asked
    }

    private static func audience(
        _ text: String, _ context: Context, from source: String
    ) throws -> Audience {
        let words = text.split(separator: ",").map { String($0).trimmed }
        guard let marking = words.first,
            let level = Handling.levels.firstIndex(of: marking.uppercased())
        else {
            throw Failure(
                Wording.unknownAudience(source), hint: Wording.oneOf(Handling.levels),
                status: .usage)
        }
        return Audience(
            level: level,
            partners: try words.dropFirst().map { try PartnerName.locate($0, context) })
    }
}

/// A partner as people name it: by handle, id, or the code that its handle ends in.
enum PartnerName {
    static func locate(_ text: String, _ context: Context) throws -> RecordID {
        let replica = try context.replica()
        let prefix = context.schema.kind("partner")?.handlePrefix ?? "partner"
        for handle in [prefix + ":" + text, prefix + ":" + text.uppercased()]
        where !text.contains(":") {
            let found = try replica.store.read { try replica.store.faces(handle: handle) }
            if found.count == 1 { return found[0].id }
        }
        let place = try replica.locate(text)
        guard place.kind == "partner" else {
            throw Failure(Wording.notAPartner(text), status: .usage)
        }
        return place.id
    }
}
