import Store

/// Where the next write of a machine breaks off, and how hard.
///
/// A store calls ``pass(_:)`` before each step of a write; at the step that is charged it throws, as if the process had
/// ended there.
final class Fuse {
    enum Force {
        /// The whole machine stops: what is in the files at this instant is all that there is.
        case powerCut
        /// The process stops; another on the same database goes on.
        case killed
    }

    struct Charge {
        let step: WriteStep
        /// So many times the step goes well.
        var passes: Int
        let force: Force
    }

    var charge: Charge?
    /// The charge that went off; whoever sees to the crash takes it.
    private(set) var blown: Charge?
    /// Keeps the files as they are when the power goes.
    var keepFiles: () throws -> Void = {}
    /// What went wrong with keeping them: a fault of the simulation's own.
    private(set) var trouble: (any Error)?

    func pass(_ step: WriteStep) throws(StoreError) {
        guard var next = charge, next.step == step else { return }
        guard next.passes == 0 else {
            next.passes -= 1
            charge = next
            return
        }
        charge = nil
        blown = next
        if next.force == .powerCut {
            do { try keepFiles() } catch { trouble = error }
        }
        throw .sqlite(code: 0, message: "the simulated process ends at \(step.rawValue)")
    }

    func take() -> Charge? {
        defer { blown = nil }
        return blown
    }
}
