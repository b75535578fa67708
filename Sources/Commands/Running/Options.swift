import ArgumentParser
import Records

/// What every verb takes, before or after the verb's name.
struct GlobalOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: Wording.helpData.help("dir"))
    var data: String?

    @Option(name: .customLong("author"), help: Wording.helpAuthor.help("name"))
    var author: String?

    @Option(name: .customLong("lang"), help: Wording.helpLang.help("lang"))
    var language: String?
}

/// For verbs that print data.
struct JSONOption: ParsableArguments {
    @Flag(name: .customLong("json"), help: Wording.helpJSON.help)
    var json = false
}

extension Label {
    var help: ArgumentHelp { ArgumentHelp(spoken) }

    /// Help with the name of the value in it, as usage lines show it.
    func help(_ valueName: String) -> ArgumentHelp { ArgumentHelp(spoken, valueName: valueName) }
}

/// The global options as they were given, wherever they stood.
struct GivenGlobals: Equatable {
    var data: String?
    var author: String?
    var language: String?

    private static let names = ["--data", "--author", "--lang"]

    /// Takes the global options off the front of the arguments, for the parser knows them behind the verb only.
    static func takingLeading(from arguments: inout [String]) throws(Failure) -> GivenGlobals {
        var globals = GivenGlobals()
        while let first = arguments.first {
            let parts = first.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first, names.contains(name) else { return globals }
            arguments.removeFirst()
            if parts.count == 2 {
                globals.set(name, parts[1])
            } else if let value = arguments.first {
                arguments.removeFirst()
                globals.set(name, value)
            } else {
                throw Failure(Wording.optionNeedsValue(name), status: .usage)
            }
        }
        return globals
    }

    mutating func set(_ name: String, _ value: String) {
        switch name {
        case "--data": data = value
        case "--author": author = value
        default: language = value
        }
    }

    /// Those behind the verb win.
    mutating func override(with later: GivenGlobals) {
        data = later.data ?? data
        author = later.author ?? author
        language = later.language ?? language
    }

    mutating func override(with options: GlobalOptions) {
        data = options.data ?? data
        author = options.author ?? author
        language = options.language ?? language
    }
}
