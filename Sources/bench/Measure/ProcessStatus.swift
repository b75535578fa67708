import Foundation

/// What the kernel says of a process.
struct ProcessStatus {
    /// Memory in use, MiB.
    let residentMiB: Double
    /// The most that it ever was, MiB.
    let peakMiB: Double
    /// User and system time so far, ms.
    let cpuMs: Double

    /// Nil when there is no such process.
    init?(_ pid: Int32) {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8),
            let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let resident = ProcessStatus.kibibytes("VmRSS:", in: status),
            let peak = ProcessStatus.kibibytes("VmHWM:", in: status),
            let nameEnd = stat.lastIndex(of: ")")
        else { return nil }
        residentMiB = resident / 1024
        peakMiB = peak / 1024
        // After the name: state, then 10 fields that do not matter here, then user and system time in ticks.
        let fields = stat[nameEnd...].split(separator: " ").dropFirst()
        let times = fields.dropFirst(11).prefix(2).compactMap { Double($0) }
        cpuMs = times.reduce(0, +) * 1000 / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    static var own: ProcessStatus? { ProcessStatus(getpid()) }

    private static func kibibytes(_ name: String, in status: String) -> Double? {
        status.split(separator: "\n").first { $0.hasPrefix(name) }
            .flatMap { Double($0.split(whereSeparator: \.isWhitespace)[1]) }
    }
}
