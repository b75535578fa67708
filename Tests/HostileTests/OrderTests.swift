import Testing

/// B4: a block that names a chain outside what its change depends on is judged alike in every order of arrival.
struct OrderTests {
    /// Two authors; the second's change names the first's as a chain and does not depend on it.
    private struct Pair {
        let introductions: [Bytes]
        let named: ForeignChange
        let naming: [ForeignChange]

        /// `isLate` says whether the naming change has the greater Lamport stamp.
        init(isLate: Bool) throws {
            var (one, other) = (Author(), Author())
            introductions = [try one.introduction, try other.introduction]
            let id = randomBytes(16)
            let named = try one.write(ForeignBlock.value("code", .text("one"), of: id))
            self.named = named
            var before: [ForeignChange] = []
            if isLate { before = [try other.write(ForeignBlock.value("code", .text("before")))] }
            let over = ForeignBlock(
                chains: [named.hash],
                records: [
                    .init(
                        kind: "partner", id: id, heads: [.init(chain: 0, number: 1)],
                        operations: [
                            .init(
                                field: "code", type: 1,
                                superseded: [.init(chain: 0, first: 1, more: 0)],
                                payload: ForeignBlock.Value.list([.text("over")]))
                        ])
                ])
            naming = before + [try other.write(over.encoded)]
        }
    }

    @Test(arguments: [false, true])
    func `a chain that is named beside the dependencies gives one verdict in both orders`(
        isLate: Bool
    ) async throws {
        try await apart {
            let pair = try Pair(isLate: isLate)
            let machines = [try Machine("first"), try Machine("second")]
            for (place, machine) in machines.enumerated() {
                let client = try HostileClient(to: machine.port)
                try machine.list(client.key)
                try machine.startDaemon()
                let parts = place == 0 ? [[pair.named], pair.naming] : [pair.naming, [pair.named]]
                // What waits is given once more, as a peer that holds it does.
                let applied = try (parts + [pair.naming]).map {
                    try client.push($0, pair.introductions).applied
                }
                #expect(
                    applied
                        == (isLate
                            ? (place == 0 ? [1, 2, 0] : [1, 1, 1])
                            : place == 0 ? [1, 0, 0] : [0, 1, 0]))
            }
            #expect(try machines[0].digests() == machines[1].digests())
            #expect(try machines[0].quarantined() == machines[1].quarantined())
            #expect(try machines[0].quarantined() == (isLate ? 0 : 1))
            try machines[1].dial(machines[0], as: "first", from: "second")
            try machines[0].expectAtWork(with: machines[1])
            for machine in machines { try machine.expectEndsWell() }
        }
    }
}
