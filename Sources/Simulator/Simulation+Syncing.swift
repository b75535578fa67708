import Causality
import Replica
import Store
import Sync
import Trust
import Wire

/// Sessions over a network that loses, repeats, delays, reorders, cuts and alters, message by message.
extension Simulation {
    private static let sessionsOfOneMax = 3

    func beginSession() throws {
        let pairs = onlyMeetings ?? everyPair
        guard let (from, to) = dice.pick(pairs.filter { machines[$0.0].isRunning }) else { return }
        let (machine, other) = (machines[from], machines[to])
        guard let daemon = machine.daemon,
            sessions.filter({ $0.from == machine.number }).count < Self.sessionsOfOneMax
        else { return }
        if sessions.contains(where: { $0.from == machine.number }) {
            tally.reach(.sessionsInterleaved)
        }
        guard
            let peer = try attempt(
                machine, daemon, "looks up a peer", { try self.peer(other.device, daemon) })
        else { return }
        sessionCount += 1
        var session = Session(
            number: sessionCount, from: machine.number, to: other.number, life: machine.life,
            device: other.device, hadCursor: peer.token != nil,
            initiator: try daemon.beginSession(with: peer))
        note("session \(session.number) \(machine.name) to \(other.name)")
        guard let step = try advance(&session, machine, daemon, with: .start) else { return }
        try carryOn(session, step)
    }

    /// The row of a peer, made where there is none.
    func peer(_ device: DeviceID, _ process: Replica) throws -> Peer {
        let known = try process.store.read { try process.store.peers() }
        if let peer = known.first(where: { $0.device == device }) { return peer }
        try know([device], process)
        return Peer(device: device, name: device.short, url: nil)
    }

    func know(_ devices: [DeviceID], _ process: Replica) throws {
        try process.store.write {
            for device in devices {
                try process.store.save(Peer(device: device, name: device.short, url: nil))
            }
        }
    }

    // MARK: Sending

    private func advance(
        _ session: inout Session, _ machine: Machine, _ daemon: Replica, with event: Initiator.Event
    ) throws -> Replica.Step? {
        var initiator = session.initiator
        let before = machine.held
        let step = try attempt(machine, daemon, "merges") { () -> Replica.Step? in
            do { return try daemon.advance(&initiator, with: event, peer: session.device) } catch {
                guard session.isDamaged, error is WireError || error is TrustError else {
                    throw error
                }
                return nil
            }
        }
        session.initiator = initiator
        guard let step else { return nil }
        try absorb(machine, daemon)
        noticeReturned(machine, since: before)
        guard let step else {
            tally.reach(.answerRefused)
            note("session \(session.number) refuses the answer")
            leave(session)
            return nil
        }
        return step
    }

    /// Own changes of an earlier incarnation that a peer has brought back.
    private func noticeReturned(_ machine: Machine, since before: ChangeSet) {
        let news = machine.held.subtracting(before)
        guard !news.isEmpty, let daemon = machine.daemon else { return }
        let own = (try? daemon.store.introductions().replicas(of: machine.device)) ?? []
        if news.members.contains(where: { own.contains(model.changes[$0].author) }) {
            tally.reach(.ownChangesCameBack)
        }
    }

    private func carryOn(_ session: Session, _ step: Replica.Step) throws {
        sessions.removeAll { $0.number == session.number }
        var session = session
        switch step {
        case .finished(let outcome): try finish(session, outcome)
        case .exchange(let message):
            watch(message, &session)
            sessions.append(session)
            let bytes = message.encoded
            if dice.chance(scenario.copies) {
                network.send(
                    Network.Message(
                        session: session.number, from: session.from, to: session.to,
                        isRequest: true,
                        bytes: bytes, isCopy: true, isDamaged: false))
            }
            send(bytes, of: session, isRequest: true)
        }
    }

    private func finish(_ session: Session, _ outcome: Initiator.Outcome) throws {
        tally.sessions += 1
        note("session \(session.number) ends \(outcome)")
        machines[session.from].cutMidway.remove(session.to)
        switch outcome.agreement {
        case .level:
            if outcome.exchanges == 1 { tally.reach(.levelAtOnce) }
        case .differs: tally.reach(.leftDifferent)
        case .refused: tally.reach(.refusedByAnswerer)
        case .stateDiffers:
            guard session.isDamaged || options.sabotage != nil else {
                throw Finding(
                    .sameState,
                    "n\(session.from) and n\(session.to) after session \(session.number)")
            }
        }
    }

    private func watch(_ message: SyncMessage, _ session: inout Session) {
        session.isPushing = false
        switch message {
        case .hello:
            session.helloCount += 1
            if session.helloCount == 2 { tally.reach(.secondPass) }
        case .askHeads:
            if session.hadCursor, session.helloCount == 1 { tally.reach(.cursorMismatch) }
        case .pull:
            if machines[session.from].cutMidway.contains(session.to) { tally.reach(.resumed) }
        case .push(let changes): session.isPushing = !changes.frame.isEmpty
        default: break
        }
    }

    private func send(_ bytes: [UInt8], of session: Session, isRequest: Bool) {
        var bytes = bytes
        var isDamaged = false
        if dice.chance(scenario.damage), let damage = dice.pick(Damage.allCases) {
            if damage == .lost {
                tally.reach(isRequest ? .requestLost : .answerLost)
                note("session \(session.number) \(isRequest ? "request" : "answer") lost")
                return drop(session)
            }
            if let damaged = damage.applied(to: bytes, dice) {
                bytes = damaged
                isDamaged = true
                note("session \(session.number) \(isRequest ? "request" : "answer") \(damage)")
            }
        }
        let (from, to) = isRequest ? (session.from, session.to) : (session.to, session.from)
        network.send(
            Network.Message(
                session: session.number, from: from, to: to, isRequest: isRequest, bytes: bytes,
                isDamaged: isDamaged))
    }

    private func drop(_ session: Session) {
        sessions.removeAll { $0.number == session.number }
        leave(session)
    }

    /// The session is over before its end.
    func leave(_ session: Session) {
        guard session.isMidway else { return }
        tally.reach(.cutBetweenFrames)
        machines[session.from].cutMidway.insert(session.to)
    }

    // MARK: Delivering

    func deliver() throws {
        guard let message = network.take(dice) else { return }
        if message.isCopy { return try deliverCopy(message) }
        guard var session = sessions.first(where: { $0.number == message.session }) else { return }
        if message.isDamaged {
            session.isDamaged = true
            sessions = sessions.map { $0.number == session.number ? session : $0 }
        }
        guard network.connects(message.from, message.to) else {
            tally.reach(.partitionCut)
            note("session \(session.number) cut by the partition")
            return drop(session)
        }
        if message.isRequest {
            guard let answer = try answer(message) else { return drop(session) }
            send(answer, of: session, isRequest: false)
        } else {
            try deliverAnswer(message, to: session)
        }
    }

    private func deliverCopy(_ message: Network.Message) throws {
        guard network.connects(message.from, message.to), machines[message.to].isRunning else {
            return
        }
        tally.reach(.lateDuplicate)
        guard let answer = try answer(message) else { return }
        guard case .push? = try? SyncMessage(encoded: message.bytes),
            case .pushed(let pushed)? = try? SyncMessage(encoded: answer), pushed.applied == 0
        else { return }
        tally.reach(.duplicatePush)
    }

    /// What the machine answers; nil if nothing answers there.
    private func answer(_ message: Network.Message) throws -> [UInt8]? {
        let machine = machines[message.to]
        guard machine.isRunning, let daemon = machine.daemon else {
            tally.reach(.peerDown)
            note("session \(message.session) finds \(machine.name) down")
            return nil
        }
        let before = machine.held
        let answer = try attempt(machine, daemon, "merges") {
            try daemon.answer(message.bytes, from: machines[message.from].device)
        }
        guard let answer else { return nil }
        try absorb(machine, daemon)
        noticeReturned(machine, since: before)
        try noticeEvidence(machine, daemon, message.isDamaged)
        let decoded: SyncMessage
        do { decoded = try SyncMessage(encoded: answer) } catch {
            throw Finding(.noError, "\(machine.name) answers what cannot be read: \(error)")
        }
        if case .refused(let reason) = decoded {
            guard message.isDamaged else {
                throw Finding(.noError, "\(machine.name) refuses a good request: \(reason)")
            }
            tally.reach(.requestRefused)
        }
        note(
            "\(machine.name) answers \(message.session) \(Hashing.sha256(answer).short) holds \(machine.log.count)"
        )
        return answer
    }

    private func deliverAnswer(_ message: Network.Message, to session: Session) throws {
        var session = session
        let machine = machines[session.from]
        guard let daemon = machine.daemon, machine.life == session.life else {
            return drop(session)
        }
        let answer: SyncMessage
        do { answer = try SyncMessage(encoded: message.bytes) } catch {
            guard message.isDamaged else {
                throw Finding(.noError, "\(machine.name) cannot read an answer: \(error)")
            }
            tally.reach(.answerRefused)
            note("session \(session.number) cannot read the answer: \(error)")
            return drop(session)
        }
        var changes: SyncMessage.Changes?
        if case .changes(let content) = answer { changes = content }
        guard let step = try advance(&session, machine, daemon, with: .answer(answer)) else {
            return drop(session)
        }
        if let changes {
            session.isMidway = changes.hasMore
            if changes.hasMore { tally.reach(.manyFrames) }
            if message.isDamaged { noticeGap(changes, machine) }
        }
        try noticeEvidence(machine, daemon, message.isDamaged)
        try carryOn(session, step)
    }

    // MARK: Noticing

    private func noticeEvidence(_ machine: Machine, _ daemon: Replica, _ isDamaged: Bool) throws {
        guard isDamaged, try !daemon.store.read({ try daemon.store.quarantined() }).isEmpty else {
            return
        }
        tally.reach(.quarantined)
    }

    private func noticeGap(_ changes: SyncMessage.Changes, _ machine: Machine) {
        guard let frame = try? Frame(encoded: changes.frame, dossier: .zero) else { return }
        let waits = frame.changes.contains { change in
            guard let number = model.number(of: change.hash) else { return false }
            return !machine.held.contains(number)
        }
        if waits { tally.reach(.gapWaited) }
    }
}
