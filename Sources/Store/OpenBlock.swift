import CRDT
import Causality
import Wire

/// A change's operation block as the fold takes it: read and checked once, with the chains that it names found.
struct OpenBlock {
    let bytes: [UInt8]
    let view: BlockView
    /// The change that it is of.
    let stamp: Stamp
    /// The changes that ``BlockView/chains`` names, where they stand on this node.
    private let chains: [Point]

    /// What reading the blocks of a change gives.
    enum Outcome {
        case open([OpenBlock])
        /// Why they cannot be folded.
        case fault(String)
    }

    /// Reads the blocks of a change that stands, or is to stand, at `point`; nothing is written.
    static func open(
        _ change: SignedChange, at point: Point, _ log: ChangeLog
    ) throws(StoreError) -> Outcome {
        let stamp = Stamp(
            point: point, lamport: change.header.lamport, tag: change.hash.words.0)
        var blocks: [OpenBlock] = []
        for bytes in [change.block, change.personal] where !bytes.isEmpty {
            let view: BlockView
            do { view = try BlockView(bytes) } catch {
                return .fault("its block is refused: \(error)")
            }
            var chains: [Point] = []
            for hash in view.chains {
                guard let point = try log.point(of: hash) else {
                    return .fault("names a chain that is not held")
                }
                chains.append(point)
            }
            blocks.append(OpenBlock(bytes: bytes, view: view, stamp: stamp, chains: chains))
        }
        return .open(blocks)
    }

    private init(bytes: [UInt8], view: BlockView, stamp: Stamp, chains: [Point]) {
        self.bytes = bytes
        self.view = view
        self.stamp = stamp
        self.chains = chains
    }

    // MARK: Numbers on named chains as points

    /// The ranges of points that the block's ranges stand for on this node; more than one where a replica forked.
    func points(_ named: some Collection<BlockView.NamedRange>, _ log: ChangeLog) -> PointRanges {
        var result = PointRanges()
        for range in named {
            let branch = chains[range.chain]
            // A number beyond the change that the block names is no part of what its author had seen.
            let last = min(range.last, branch.number)
            guard range.first <= last else { continue }
            for part in log.chains.normalized(chain: branch.chain, from: range.first, through: last)
            {
                result.insert(part)
            }
        }
        return result
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
