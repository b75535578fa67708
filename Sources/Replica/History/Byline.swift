package import Causality
package import Records
package import Store
import Trust
import Wire

/// Who made a change, as people here are told.
///
/// Names are chosen by those who bear them, and nobody hands them out. So a name that two devices use is told with the id
/// of the device; and where such a name is no more than a stranger's own word, that is said.
package struct Byline: Hashable, Sendable {
    package enum Standing: Hashable, Sendable {
        /// Nobody else uses the names.
        case plain
        /// Somebody else does; the device is this one, or one of its peers.
        case known
        /// Somebody else does, and the device is neither.
        case stranger
    }

    /// The name that the device vouches for; empty where it gave none.
    package let author: String
    /// What the device is called here; empty for one that was never introduced.
    package let device: String
    package let standing: Standing
    /// Whether the author's name alone tells who it is.
    fileprivate let isAuthorAlone: Bool
    /// Of the device, as people compare it.
    fileprivate let fingerprint: String

    /// `E. Officer, on hague`.
    package var whole: Label {
        let (name, on) = (author.isEmpty ? "?" : author, device.isEmpty ? "?" : device)
        return switch standing {
        case .plain: Label(en: "\(name), on \(on)", nl: "\(name), op \(on)")
        case .known:
            Label(
                en: "\(name), on \(on) (\(fingerprint))", nl: "\(name), op \(on) (\(fingerprint))")
        case .stranger:
            Label(
                en: "\(name), on a device that calls itself \(on) (\(fingerprint))",
                nl: "\(name), op een apparaat dat zich \(on) noemt (\(fingerprint))")
        }
    }

    /// `E. Officer`: where there is no room for more than a name.
    package var name: Label {
        guard !isAuthorAlone else { return Label(en: author, nl: author) }
        return switch standing {
        case .plain, .known:
            Label(en: "\(author) (\(fingerprint))", nl: "\(author) (\(fingerprint))")
        case .stranger:
            Label(
                en: "calls itself \(author) (\(fingerprint))",
                nl: "noemt zich \(author) (\(fingerprint))")
        }
    }
}

/// The one place that decides how somebody is named: see ``Byline``.
package struct Bylines: Sendable {
    private let own: DeviceID
    /// What the peers are called here.
    private let listed: [DeviceID: String]
    /// Who calls itself, or is called here, by a name like it.
    private var devices: [LookAlike: Set<DeviceID>] = [:]
    package let authors: KnownAuthors

    /// As a node knows it. Inside a transaction.
    package init(_ store: Store, own: DeviceID) throws(StoreError) {
        self.own = own
        let peers = try store.peers()
        listed = Dictionary(peers.map { ($0.device, $0.name) }, uniquingKeysWith: { one, _ in one })
        authors = try store.knownAuthors()
        for peer in peers { devices[LookAlike(peer.name), default: []].insert(peer.device) }
        for introduction in try store.introductions().all {
            devices[LookAlike(introduction.name), default: []].insert(introduction.device)
        }
    }

    /// Of what a device signed: `name` is what it calls itself; nil for a device that was never introduced here.
    package func byline(author: String, device: DeviceID?, name: String) -> Byline {
        guard let device else {
            return Byline(
                author: author, device: name, standing: .plain, isAuthorAlone: true, fingerprint: ""
            )
        }
        let isAuthorAlone = !isUsed(author, besides: device)
        guard !isAuthorAlone || isUsed(name, besides: device) else {
            return Byline(
                author: author, device: name, standing: .plain, isAuthorAlone: true,
                fingerprint: device.fingerprint)
        }
        return Byline(
            author: author, device: listed[device] ?? name,
            standing: device == own || listed[device] != nil ? .known : .stranger,
            isAuthorAlone: isAuthorAlone, fingerprint: device.fingerprint)
    }

    package func byline(_ entry: HistoryEntry) -> Byline {
        byline(author: entry.author, device: entry.device, name: entry.deviceName)
    }

    /// Of the change at a point; nil where it cannot be read. Inside a transaction of the store that holds it.
    package func byline(at point: Point, in store: Store) throws(StoreError) -> Byline? {
        guard let change = try store.readableChange(at: point),
            let author = BlockView.author(of: change.block)
        else { return nil }
        let introduction = try store.introductions()[change.header.replica]
        return byline(
            author: author, device: introduction?.device, name: introduction?.name ?? "")
    }

    /// Whether an author's name has to be looked at before it is told by itself.
    package func needsLook(_ author: String) -> Bool {
        let alike = LookAlike(author)
        return authors.isShared(alike) || devices[alike] != nil
    }

    /// A device by itself: `hague`, and its id where that is not enough.
    package func device(_ device: DeviceID, name: String) -> Label {
        let name = listed[device] ?? name
        guard !name.isEmpty else { return Label(en: device.fingerprint, nl: device.fingerprint) }
        let text = "\(name) (\(device.fingerprint))"
        if device == own || listed[device] != nil {
            let told = isUsed(name, besides: device) ? text : name
            return Label(en: told, nl: told)
        }
        return isUsed(name, besides: device)
            ? Label(en: "calls itself \(text)", nl: "noemt zich \(text)")
            : Label(en: text, nl: text)
    }

    /// Whether a device or an author elsewhere has a name like it.
    private func isUsed(_ name: String, besides device: DeviceID) -> Bool {
        guard !name.isEmpty else { return false }
        let alike = LookAlike(name)
        return devices[alike]?.contains { $0 != device } ?? false
            || authors.isUsed(alike, besides: device)
    }
}

extension Replica {
    /// Reading this many changes takes longer than writing down what they said.
    private static let unkeptMost = 4096

    /// How people are named as the node knows them now.
    package func bylines() throws -> Bylines {
        let bylines = try store.read { try Bylines(store, own: device) }
        if bylines.authors.unkept > Self.unkeptMost {
            // Kept for the next one; where nothing can be written, it is read again.
            try? store.write { try store.keep(bylines.authors) }
        }
        return bylines
    }
}
