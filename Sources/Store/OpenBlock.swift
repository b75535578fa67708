import CRDT
package import Causality
import Records
package import Wire

/// A change's operation block as the fold and the history take it: read and checked once, with the chains that it names
/// found.
package struct OpenBlock: Sendable {
    package let bytes: [UInt8]
    package let view: BlockView
    /// The change that it is of.
    let hash: ChangeHash
    let stamp: Stamp
    /// The changes that ``BlockView/chains`` names, where they stand on this node; nil for one that is not held.
    private let chains: [Point?]

    /// What reading the blocks of a change gives.
    enum Outcome {
        case open([OpenBlock])
        /// It names a change that is not held.
        case missing(ChangeHash)
        /// Why they cannot be folded.
        case fault(String)
    }

    /// Reads the blocks of a change that stands, or is to stand, at `point`; nothing is written.
    ///
    /// A chain that a block names is a dependency like those of the header: the change waits for it, and it must come
    /// before the change (its Lamport stamp is lower). So the verdict is the same on every node, in every order of arrival.
    ///
    /// `views` are the blocks where somebody has read them already.
    static func open(
        _ change: SignedChange, at point: Point, _ log: ChangeLog, views: [BlockView]? = nil
    ) throws(StoreError) -> Outcome {
        let read: [BlockView]
        if let views {
            read = views
        } else {
            do { read = try BlockView.all(of: change) } catch {
                return .fault("its block is refused: \(error)")
            }
        }
        for hash in read.flatMap(\.chains) {
            guard let named = try log.point(of: hash) else { return .missing(hash) }
            guard try log.lamport(of: named) < change.header.lamport else {
                return .fault("names a chain that does not come before it")
            }
        }
        return .open(try make(change, at: point, log, read))
    }

    /// The blocks of a change that is held, as far as they can be read: what names a change that got lost names nothing.
    ///
    /// - Throws: ``StoreError/inconsistent(_:)`` for a block that is none.
    static func held(
        _ change: SignedChange, at point: Point, _ log: ChangeLog
    ) throws(StoreError) -> [OpenBlock] {
        let read: [BlockView]
        do { read = try BlockView.all(of: change) } catch {
            throw .inconsistent("a change in the log cannot be read: \(error)")
        }
        return try make(change, at: point, log, read)
    }

    private static func make(
        _ change: SignedChange, at point: Point, _ log: ChangeLog, _ views: [BlockView]
    ) throws(StoreError) -> [OpenBlock] {
        let stamp = Stamp(point: point, lamport: change.header.lamport, tag: change.hash.words.0)
        var blocks: [OpenBlock] = []
        for (bytes, view) in zip(BlockView.bytes(of: change), views) {
            let chains = try view.chains.map { (hash) throws(StoreError) in try log.point(of: hash)
            }
            blocks.append(
                OpenBlock(
                    bytes: bytes, view: view, hash: change.hash, stamp: stamp, chains: chains))
        }
        return blocks
    }

    private init(
        bytes: [UInt8], view: BlockView, hash: ChangeHash, stamp: Stamp, chains: [Point?]
    ) {
        self.bytes = bytes
        self.view = view
        self.hash = hash
        self.stamp = stamp
        self.chains = chains
    }

    // MARK: Numbers on named chains as points

    /// The points that the block's ranges stand for on this node, the one reading of them: fold and history ask here.
    ///
    /// A number beyond the change that the block names is no part of what its author had seen.
    func points(_ named: some Collection<BlockView.NamedRange>, _ log: ChangeLog) -> PointRanges {
        let runs = named.compactMap { range -> BranchRun? in
            guard chains.indices.contains(range.chain), let end = chains[range.chain] else {
                return nil
            }
            return BranchRun(
                chain: end.chain, from: range.first, through: min(range.last, end.number))
        }
        return log.chains.normalized(runs)
    }

    /// What an operation supersedes.
    func superseded(_ operation: BlockView.Operation, _ log: ChangeLog) -> PointRanges {
        let named = operation.superseded
        return named.isEmpty ? PointRanges() : points(view.ranges[named], log)
    }

    /// The heads of a record that the author was shown.
    func shown(_ section: BlockView.Section, _ log: ChangeLog) -> PointRanges {
        guard !section.shown.isEmpty else { return PointRanges() }
        return points(
            view.points[section.shown].lazy.map {
                BlockView.NamedRange(chain: $0.chain, first: $0.number, last: $0.number)
            }, log)
    }
}

extension BlockView {
    /// The bytes of a change's blocks, the personal one last.
    static func bytes(of change: SignedChange) -> [[UInt8]] {
        [change.block, change.personal].filter { !$0.isEmpty }
    }

    /// A change's blocks, read. What one place of one change holds is one write: within a block the form sees to it,
    /// between the two it is looked at here.
    package static func all(of change: SignedChange) throws(WireError) -> [BlockView] {
        let bytes = bytes(of: change)
        let views = try bytes.map { (bytes) throws(WireError) in try BlockView(bytes) }
        guard views.count > 1 else { return views }
        var said: Set<Place> = []
        for (view, bytes) in zip(views, bytes) {
            for section in view.sections {
                for operation in view.operations[section.operations] {
                    let place = Place(
                        kind: view.names[section.kind], record: section.record,
                        field: view.names[operation.field], key: Array(bytes[operation.key]))
                    guard said.insert(place).inserted else {
                        throw .malformed("one thing said in both blocks")
                    }
                }
            }
        }
        return views
    }

    private struct Place: Hashable {
        let kind: String
        let record: RecordID
        let field: String
        let key: [UInt8]
    }
}

extension Store {
    /// The blocks of a change that is held, as far as they can be read. Inside ``read(_:)``.
    package func blocks(
        of change: SignedChange, at point: Point
    ) throws(StoreError) -> [OpenBlock] {
        try OpenBlock.held(change, at: point, log)
    }

    /// The changes that these ranges of a block name.
    package func points(
        _ named: some Collection<BlockView.NamedRange>, in block: OpenBlock
    ) -> PointRanges {
        block.points(named, log)
    }

    /// The heads of a record that a section's author was shown.
    package func shown(_ section: BlockView.Section, in block: OpenBlock) -> PointRanges {
        block.shown(section, log)
    }
}
