/// A place in the course of things that a batch must have reached, or what it shows is less than it says: each recovery
/// branch and each kind of disagreement has one.
package enum Landmark: String, CaseIterable, Sendable {
    // Crashes, by the step of a write at which they struck.
    case crashAtChange = "a crash before a change was written"
    case crashAtRecord = "a crash before a record was written"
    case crashAtFlush = "a crash before heads and digest were written"
    case crashAtCommit = "a crash before the commit"
    case crashAtMark = "a crash between the commit and the mark"
    case crashInMerge = "a crash while a peer's changes were applied"
    case powerCut = "a power cut left a write-ahead log to recover"
    case processKilled = "a process was killed beside another one"
    case savedUnacknowledged = "a change was durable though nobody was told"
    case markLost = "a new incarnation was begun and its mark lost"

    // Replicas that go back or split.
    case wentBack = "a database went back behind its mark"
    case restored = "a backup was restored with the tool"
    case copied = "a folder was copied to another machine"
    case forkedUnseen = "a folder was copied with its machine, or put back with its mark"
    case forkApplied = "two branches of one replica were applied side by side"
    case forkLearned = "a replica learned of its fork and began anew"
    case hubWentBack = "a database went back and its mark could not tell"
    case ownChangesCameBack = "a replica's own changes came back from a peer"
    case changesDestroyed = "changes that nobody else held went with their database"

    // Sessions.
    case requestLost = "a request was lost"
    case answerLost = "a request was handled and its answer lost"
    case answerRefused = "an answer cut short or altered was refused"
    case requestRefused = "a request cut short or altered was refused"
    case refusedByAnswerer = "an answerer said why it cannot go on"
    case quarantined = "a forged change was kept as evidence"
    case gapWaited = "changes came without those before them"
    case lateDuplicate = "an old request came again, late"
    case duplicatePush = "changes were pushed that were known"
    case partitionCut = "a partition cut a session"
    case peerDown = "a request met a peer that was down"
    case cursorMismatch = "a cursor was of another database: all heads were compared"
    case secondPass = "the digests differed after an exchange: all heads were compared"
    case leftDifferent = "a session ended with the logs different"
    case manyFrames = "an answer was not the last frame"
    case cutBetweenFrames = "a session was cut between two frames"
    case resumed = "a session went on where one that was cut had stopped"
    case levelAtOnce = "two nodes were level in one exchange"
    case sessionsInterleaved = "two sessions of one node ran at once"

    // Peers that lie.
    case oddApplied = "a signed oddity was applied"
    case oddRefused = "a signed oddity was refused"
    case saidAgain = "a peer gave again what it had given"
    case liarFollowed = "a session with a peer that lies went to its end"
    case liarLeft = "a session with a peer that lies was left"
    case neverEnds = "a peer's answers went on for as long as anybody asked"

    // Editing.
    case staleForm = "a form was saved after its record had changed"
    case secondProcess = "two processes had one database open"
    case conflictOpened = "a conflict was open"
    case changedApart = "fields that belong together were changed apart"
    case conflictResolved = "a conflict was resolved"
    case conflictPutBack = "a resolution left several values"
    case resolvedApart = "one conflict was resolved twice, apart"
    case recordHidden = "a record was hidden"
    case withdrawnButEdited = "an edit brought a withdrawn record back"
    case reinstated = "a withdrawal was taken back"
    case addWon = "an element was added and removed at once, and stayed"
    case equalValues = "two equal values were written apart"
    case fixedTwice = "what is set once was set twice"
    case statusDecided = "a status set apart was decided along its path"
    case statusAsked = "a status set apart waited for a person"
    case madeTwice = "one record was made on two nodes"
    case joined = "two records were joined"
    case shownAsOne = "joined records were shown as one"
    case severalAsOne = "more than two were shown as one"
    case takenOut = "a joined record was taken out"
    case joinedApart = "the same records were joined twice, apart"
    case textMerged = "a text edited apart was merged"
    case textAsked = "one sentence edited apart waited for a person"
    case textLeftOpen = "another sentence was edited, and it went on waiting"
    case entryStruck = "a log entry was struck"
    case upgraded = "a node got the version that knows what it had kept unread"
    case withdrawnApart = "one record was withdrawn twice, apart"
    case clockInFuture = "a clock stood years ahead"
    case clockBack = "a clock was set back"
}

/// How often each landmark was reached, and how much was done.
package struct Tally: Sendable {
    private var counts: [Landmark: Int] = [:]
    /// Edits for which a commit returned.
    package var edits = 0
    package var crashes = 0
    package var partitions = 0
    package var sessions = 0

    package init() {}

    mutating func reach(_ landmark: Landmark, _ times: Int = 1) {
        counts[landmark, default: 0] += times
    }

    package func count(_ landmark: Landmark) -> Int { counts[landmark] ?? 0 }

    package static func += (a: inout Tally, b: Tally) {
        for landmark in Landmark.allCases { a.reach(landmark, b.count(landmark)) }
        a.edits += b.edits
        a.crashes += b.crashes
        a.partitions += b.partitions
        a.sessions += b.sessions
    }

    /// Landmarks that were never reached, in the order of their declaration.
    package var missed: [Landmark] { Landmark.allCases.filter { count($0) == 0 } }
}
