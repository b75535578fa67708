import Records
import Replica
import Store

/// The name of a kind as a person gives it.
enum KindName {
    /// - Throws: ``Failure`` with the nearest names for a kind that is neither declared nor held.
    static func check(_ name: String, _ context: Context) throws {
        if context.schema.kind(name) != nil { return }
        let store = try context.replica().store
        let held = try store.read { store.kindNames }
        guard !held.contains(name) else { return }
        let nearest = Nearest.words(to: name, in: held)
        throw Failure(
            Wording.unknownKind(name),
            hint: nearest.isEmpty
                ? Wording.oneOf(context.schema.kinds.map(\.name)) : Wording.nearest(nearest),
            status: .usage)
    }
}
