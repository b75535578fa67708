import Causality
import Records
import Replica
import Store
import Trust

/// Which side of a conflict is taken: one by its number, or the one that a rule picks.
enum TakenSide: Equatable {
    case number(Int)
    /// The text in which all sides are merged.
    case merged
    /// Written on this device.
    case ours
    /// Written on other devices.
    case theirs
    /// The latest by the clocks of those who wrote, where nothing speaks against these.
    case latest
    /// Written on the device of this name, or whose id begins so.
    case from(String)

    init(_ text: String) throws(Failure) {
        let words = text.split(whereSeparator: { $0 == ":" || $0 == " " || $0 == "=" })
        switch (words.first?.lowercased(), words.count) {
        case ("merged", 1): self = .merged
        case ("ours", 1): self = .ours
        case ("theirs", 1): self = .theirs
        case ("latest", 1): self = .latest
        case ("from", 2...): self = .from(words.dropFirst().joined(separator: " "))
        default:
            guard let number = Int(text) else {
                throw Failure(Wording.noSuchTake(text), hint: Wording.takeHint, status: .usage)
            }
            self = .number(number)
        }
    }

    /// - Throws: ``Failure`` for a device that nobody here ever heard of, and for a name that more than one has.
    func check(_ replica: Replica) throws {
        guard case .from(let name) = self else { return }
        let all = try replica.store.read { try replica.store.introductions() }.all
        let meant = Set(all.filter { Self.names(name, $0.device, $0.name) }.map(\.device))
        guard meant.count < 2 else {
            throw Failure(
                Wording.sharedDeviceName(name),
                hint: Wording.oneOf(meant.map(\.fingerprint).sorted()),
                status: .usage)
        }
        guard meant.isEmpty else { return }
        let known = all.map(\.name)
        let nearest = Nearest.words(to: name, in: known)
        throw Failure(
            Wording.noSuchDevice(name),
            hint: Wording.oneOf(nearest.isEmpty ? known : nearest), status: .usage)
    }

    /// Whether a person means this device by a name.
    private static func names(_ text: String, _ device: DeviceID?, _ name: String) -> Bool {
        let folded = text.lowercased()
        return name.lowercased() == folded
            || folded.count >= 6 && device?.description.hasPrefix(folded) == true
    }

    /// The side in a conflict; nil where the rule picks none, or more than one.
    func side(of detail: ConflictDetail, _ replica: Replica) -> Value? {
        let sides = ConflictSides.numbered(detail)
        func only(_ fits: (HistoryEntry) -> Bool) -> Value? {
            let found = sides.filter { $0.writers.contains { fits($0.entry) } }
            return found.count == 1 ? found[0].values.first : nil
        }
        switch self {
        case .number(let number):
            return sides.indices.contains(number - 1) ? sides[number - 1].values.first : nil
        case .merged: return detail.merged.map { .text($0.text) }
        case .ours: return only { $0.device == replica.device }
        case .theirs: return only { $0.device != replica.device }
        case .from(let name):
            return only { Self.names(name, $0.device, $0.deviceName) }
        case .latest:
            // What is told to a person as doubtful decides nothing without one.
            let nowMs = replica.environment.nowMs()
            let isDoubtful = detail.sides.contains {
                detail.history.clockDoubt(of: $0.entry, nowMs: nowMs) != nil
            }
            guard !isDoubtful, let newest = detail.sides.map(\.entry.wallMs).max() else {
                return nil
            }
            return only { $0.wallMs == newest }
        }
    }
}
