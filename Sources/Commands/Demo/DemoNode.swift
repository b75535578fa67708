import Foundation

/// One officer's machine in the demo: a folder, a port on loopback, and a daemon while it runs.
final class DemoNode {
    let name: String
    let data: String
    let configuration: String
    let port: UInt16
    private let log: String
    private var daemon: pid_t?

    init(_ name: String, in folder: String) {
        self.name = name
        data = folder + "/" + name
        configuration = folder + "/" + name + ".yaml"
        log = folder + "/" + name + ".log"
        port = DemoNode.freePort()
    }

    var url: String { "https://127.0.0.1:\(port)" }

    func writeConfiguration() throws {
        let text = """
            data_directory: \(data)
            serve:
              address: 127.0.0.1
              port: \(port)
            sync:
              interval: 5s
              jitter: 0%
              settle: 100ms
              retry_min: 1s
              retry_max: 2s
            log:
              level: info
              format: text

            """
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    }

    func startDaemon(_ path: String, variables: [String: String]) throws(ChildProcess.NotStarted) {
        let file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { if file >= 0 { close(file) } }
        var variables = variables
        // It is not systemd's to hear of.
        for name in ["NOTIFY_SOCKET", "STATE_DIRECTORY", "LIAISON_HOME"] { variables[name] = nil }
        daemon = try ChildProcess.spawn(
            path, ["liaisond", "--config", configuration], variables: variables, output: file,
            errors: file)
    }

    /// Asks the daemon to end and waits until it has.
    func stopDaemon() {
        guard let process = daemon else { return }
        kill(process, SIGTERM)
        if !ChildProcess.wait(process, atMost: .seconds(10)) {
            kill(process, SIGKILL)
            _ = ChildProcess.wait(process)
        }
        daemon = nil
    }

    /// The last lines that the daemon wrote.
    var logTail: [String] {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(3).map(String.init)
    }

    /// A port that nobody listens on now; somebody might a moment later.
    private static func freePort() -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, length)
                _ = getsockname(descriptor, $0, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
