import Foundation

extension Configuration {
    /// A configuration is text that people write; what is longer is another file.
    private static let size = ByteCount(bytes: 1 << 20)

    /// - Throws: ``ConfigurationError`` with everything that is wrong in `yaml`.
    package static func parse(_ yaml: String, file: String) throws(ConfigurationError)
        -> Configuration
    {
        let reader = ConfigurationReader(yaml: yaml)
        guard reader.problems.isEmpty else {
            throw ConfigurationError(file: file, problems: reader.problems)
        }
        return reader.configuration
    }

    /// - Throws: ``ConfigurationError`` with everything that is wrong in the file, or why it cannot be read.
    package static func load(from file: String) throws(ConfigurationError) -> Configuration {
        func refuse(_ kind: ConfigurationError.Kind) -> ConfigurationError {
            ConfigurationError(file: file, problems: [.init(line: nil, kind: kind)])
        }
        let data: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: file))
            defer { try? handle.close() }
            data = try handle.read(upToCount: Int(size.bytes) + 1) ?? Data()
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            throw refuse(.unreadable(reason: cause?.reason ?? "\(error.localizedDescription)"))
        }
        guard data.count <= size.bytes else { throw refuse(.tooLong(limit: size)) }
        guard let yaml = String(validating: data, as: UTF8.self) else { throw refuse(.notUTF8) }
        return try parse(yaml, file: file)
    }

    /// The file to read when none is named: the officer's own, else the machine's, else nil for the defaults.
    package static func defaultFile(
        environment: [String: String],
        exists: (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }
    ) -> String? {
        let home = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { $0 + "/.config" }
        let folders = [home, "/etc"].compactMap(\.self)
        return folders.map { $0 + "/liaison/liaisond.yaml" }.first(where: exists)
    }
}

extension NSError {
    /// The system's own words for a POSIX error: "No such file or directory".
    fileprivate var reason: String? {
        domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(code))) : nil
    }
}
