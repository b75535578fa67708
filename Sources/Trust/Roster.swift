package import Causality

/// Everyone who was introduced, in the order of arrival: an introducer stands before those it introduced.
package struct Roster: Sendable {
    package private(set) var all: [Introduction]
    private var index: [ReplicaID: Int]
    /// For each introduction, how many stand between it and the first of its device.
    private var depths: [Int]

    /// Incarnations of a device that may follow each other. It bounds what vouches for one author.
    package static let depthMax = 1024

    package init() {
        all = []
        index = [:]
        depths = []
    }

    /// Introductions that were admitted before and kept: their signatures are not checked again.
    package init(admitted: [Introduction]) {
        self.init()
        for introduction in admitted where self[introduction.replica] == nil {
            append(introduction)
        }
    }

    package subscript(_ replica: ReplicaID) -> Introduction? { index[replica].map { all[$0] } }

    package func replicas(of device: DeviceID) -> [ReplicaID] {
        all.filter { $0.device == device }.map(\.replica)
    }

    /// An introduction with those that vouch for it, the device's first key first; empty for a replica that is not known.
    ///
    /// Shape: at most ``depthMax`` + 1.
    package func vouching(for replica: ReplicaID) -> [Introduction] {
        var chain: [Introduction] = []
        var next = self[replica]
        while let introduction = next, chain.count <= Self.depthMax {
            chain.append(introduction)
            next = introduction.introducer.flatMap { self[$0] }
        }
        return chain.reversed()
    }

    /// Adds an introduction whose signature holds.
    ///
    /// - Returns: false when it was known.
    /// - Throws: ``TrustError``; the roster is then unchanged.
    @discardableResult
    package mutating func admit(_ introduction: Introduction) throws(TrustError) -> Bool {
        if self[introduction.replica] != nil { return false }
        if let introducer = introduction.introducer {
            guard let place = index[introducer], all[place].device == introduction.device else {
                throw .unknownIntroducer(introducer)
            }
            guard depths[place] < Self.depthMax else { throw .tooManyIncarnations }
            guard introduction.isSigned(by: all[place].key) else { throw .badSignature }
        } else {
            guard introduction.device == introduction.key.device,
                introduction.isSigned(by: introduction.key)
            else { throw .badSignature }
        }
        append(introduction)
        return true
    }

    private mutating func append(_ introduction: Introduction) {
        let introducer = introduction.introducer.flatMap { index[$0] }
        depths.append(introducer.map { depths[$0] + 1 } ?? 0)
        index[introduction.replica] = all.count
        all.append(introduction)
    }
}
