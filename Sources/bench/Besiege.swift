import ArgumentParser
import Causality
import Foundation
import Replica

/// A node under attack, in a process of its own: prints seconds by the wall, milliseconds that the write lock was held in a
/// row at most, and by how many MiB the attack raised the most memory that the process held.
struct Besiege: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answers the requests in a folder, in the order of their names.",
        shouldDisplay: false)

    @Argument(help: "Folder of the requests.")
    var requests: String

    @Argument(help: "Folder of the node.")
    var directory: String

    @Argument(help: "The device that asks.")
    var device: String

    func run() throws {
        guard let device = DeviceID(hexadecimal: device) else {
            throw ValidationError("a device id has 64 hexadecimal digits")
        }
        let replica = try Node.open(directory, schema: CorpusKind.real.schema)
        let files = try FileManager.default.contentsOfDirectory(atPath: requests).sorted()
        let before = ProcessStatus.own?.peakMiB ?? 0
        let watch = try LockWatch(directory + "/liaison.sqlite")
        let elapsed = try Stopwatch.time {
            for file in files {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: requests + "/" + file))
                _ = try replica.answer(Array(bytes), from: device)
            }
        }
        let held = watch.finish()
        guard let status = ProcessStatus.own else {
            throw Program.Failure("besiege", "the kernel says nothing of this process")
        }
        print(elapsed.wall, held, status.peakMiB - before)
    }
}
