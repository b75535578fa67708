import Dispatch
import Foundation
import Logging
import Replica
import ServiceLifecycle
import Store
import SyncHTTP
import Wire

/// Signs what members of a shared node write: the daemon's side of ``SigningRequest``, on a socket in the data folder.
///
/// Who may connect is the socket's mode (0660: the owner and the group), who calls is what the kernel says. A caller has
/// ``patienceSeconds`` for each step; ``callersMax`` are listened to at a time, ``callersMaxEach`` of one account, and who
/// comes beyond that is told to try again. When the daemon drains, whoever was listened to gets an answer.
struct SigningService: Service {
    private let folder: NodeFolder
    private let owner: any ReplicaOwner
    private let logger: Logger
    private let listener: LocalSocket
    private let callers = Callers()

    static let callersMax = 32
    static let callersMaxEach = 4
    private static let patienceSeconds = 10
    /// Who may ask: the owner and the folder's group.
    private static let mode: mode_t = 0o660

    /// Listens from here on.
    ///
    /// - Throws: ``ReplicaError/file(_:_:)`` where the socket cannot be made.
    init(_ folder: NodeFolder, owner: any ReplicaOwner, logger: Logger) throws(ReplicaError) {
        self.folder = folder
        self.owner = owner
        self.logger = logger
        do {
            listener = try LocalSocket.listen(
                as: SigningRequest.socketName, in: folder.files, mode: Self.mode)
        } catch { throw ReplicaError(error) }
        listener.acceptWithoutWaiting()
    }

    func run() async {
        let (calls, called) = AsyncStream<LocalSocket>.makeStream()
        let listener = listener
        let source = DispatchSource.makeReadSource(
            fileDescriptor: listener.descriptor, queue: DispatchQueue(label: "liaison.signing"))
        source.setEventHandler {
            while let call = listener.accepted() { called.yield(call) }
        }
        source.activate()
        await withGracefulShutdownHandler {
            // Ends once the last caller has its answer.
            await withDiscardingTaskGroup { group in
                for await call in calls {
                    group.addTask { await listen(to: call) }
                }
                source.cancel()
                folder.files.remove(SigningRequest.socketName)
            }
        } onGracefulShutdown: {
            called.finish()
        }
    }

    /// One caller, from its words to our answer.
    private func listen(to call: LocalSocket) async {
        guard let user = call.peer else { return }
        guard callers.enter(user) else {
            logger.warning("too many ask to have something signed", metadata: ["uid": "\(user)"])
            _ = call.send(SigningAnswer.refused(.busy, "too many at once").encoded)
            return
        }
        defer { callers.leave(user) }
        call.setPatience(seconds: Self.patienceSeconds)
        let heard = await Self.apart {
            (call.receive(limit: SigningRequest.bytesMax), AccountName(user).author)
        }
        guard let bytes = heard.0 else {
            return logger.info("a caller did not finish", metadata: ["uid": "\(user)"])
        }
        let answer = await answer(bytes, user, author: heard.1)
        let isTold = await Self.apart { call.send(answer.encoded) }
        if !isTold {
            logger.info("a caller did not wait for its answer", metadata: ["uid": "\(user)"])
        }
    }

    private func answer(_ bytes: [UInt8], _ user: uid_t, author: String) async -> SigningAnswer {
        do {
            let request = try SigningRequest(encoded: bytes)
            let hashes = try await owner.withReplica { try $0.commit(request, author: author) }
            logger.info(
                "signed for a member", metadata: ["uid": "\(user)", "changes": "\(hashes.count)"])
            return .saved(hashes)
        } catch {
            let answer = Self.refusal(error)
            logger.warning(
                "not signed for a member", metadata: ["uid": "\(user)", "cause": "\(error)"])
            return answer
        }
    }

    private static func refusal(_ error: any Error) -> SigningAnswer {
        switch error {
        case let error as WireError: .refused(.malformed, "\(error)")
        case ReplicaError.wire(let error): .refused(.malformed, "\(error)")
        case ReplicaError.empty: .refused(.malformed, "nothing to sign")
        case StoreError.full: .refused(.full, "")
        case StoreError.busy: .refused(.busy, "")
        default: .refused(.failed, "\(error)")
        }
    }

    /// What blocks its thread, away from the threads that all others wait on.
    private static func apart<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { waits in
            DispatchQueue.global().async { waits.resume(returning: body()) }
        }
    }
}
