import Foundation
package import Records
import Replica
import SyncHTTP

extension Surroundings {
    /// The real world.
    package static func system(schema: Schema) -> Surroundings {
        let variables = ProcessInfo.processInfo.environment
        let outIsTerminal = isatty(STDOUT_FILENO) == 1
        return Surroundings(
            variables: variables,
            environment: .system, schema: schema,
            console: Console(
                out: DescriptorSink(STDOUT_FILENO), err: DescriptorSink(STDERR_FILENO),
                input: STDIN_FILENO, outIsTerminal: outIsTerminal,
                errIsTerminal: isatty(STDERR_FILENO) == 1, inIsTerminal: isatty(STDIN_FILENO) == 1,
                columns: outIsTerminal ? terminalColumns(variables) : nil),
            userName: AccountName(getuid()).plain, hostName: hostName(),
            programPath: programPath(), zoneMinutes: zoneMinutes)
    }

    private static func terminalColumns(_ variables: [String: String]) -> Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return variables["COLUMNS"].flatMap { Int($0) } ?? 80
    }

    private static func hostName() -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let bytes = buffer.prefix { $0 != 0 && $0 != 46 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func programPath() -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return CommandLine.arguments.first ?? "liaison" }
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func zoneMinutes(_ wallMs: UInt64) -> Int {
        var seconds = time_t(clamping: wallMs / 1000)
        var local = tm()
        guard localtime_r(&seconds, &local) != nil else { return 0 }
        return local.tm_gmtoff / 60
    }
}
