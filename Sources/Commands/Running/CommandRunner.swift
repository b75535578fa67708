import ArgumentParser
import Records

/// Runs one command line from its arguments to its exit status.
package enum CommandRunner {
    /// The arguments are those without the program's name.
    package static func run(
        _ arguments: [String], in surroundings: Surroundings
    ) async -> ExitStatus {
        let language = Speech.choose(
            option: languageOption(arguments), variables: surroundings.variables)
        return await Speech.$language.withValue(language) {
            await runSpeaking(arguments, in: surroundings)
        }
    }

    private static func runSpeaking(
        _ arguments: [String], in surroundings: Surroundings
    ) async -> ExitStatus {
        let console = surroundings.console
        do {
            do {
                try await dispatch(arguments, in: surroundings)
                try console.flush()
                return .done
            } catch let status as StatusOnly {
                try console.flush()
                return status.status
            } catch {
                return try report(error, arguments, console)
            }
        } catch is BrokenPipe {
            return .done
        } catch {
            return .bug
        }
    }

    private static func dispatch(
        _ arguments: [String], in surroundings: Surroundings
    ) async throws {
        try EnteredValue.check(arguments: arguments)
        var rest = arguments
        let context = Context(surroundings, try GivenGlobals.takingLeading(from: &rest))
        if rest.first == "help" { rest = withoutLanguage(rest) }
        try checkVerb(rest)
        try await CompletionContext.$current.withValue(CompletionContext(surroundings)) {
            var command = try Liaison.parseAsRoot(rest)
            if let verb = command as? any Verb {
                context.globals.override(with: verb.globals)
                try await run(context) { try await verb.run(context) }
            } else if let verb = command as? any PassthroughVerb {
                try await run(context) { try await verb.run(context) }
            } else {
                try command.run()
            }
        }
    }

    /// What was left out is said whatever the verb ends with; what is done but for that was done in part.
    private static func run(_ context: Context, _ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            if !(error is BrokenPipe) { try context.passedOver.end() }
            throw error
        }
        try context.passedOver.end()
        if !context.passedOver.isEmpty { throw StatusOnly(status: .refused) }
    }

    /// A first word that is no verb is named as such; the parser would call it an unexpected argument.
    private static func checkVerb(_ arguments: [String]) throws(Failure) {
        guard let word = arguments.first, !word.hasPrefix("-"), word != "help" else { return }
        guard !verbNames.contains(word) else { return }
        let nearest = Nearest.words(to: word, in: verbNames)
        throw Failure(
            Wording.unknownVerb(word),
            hint: nearest.isEmpty ? Wording.seeHelp(nil) : Wording.nearest(nearest), status: .usage)
    }

    /// The parser's own `help` knows no options; the language has been chosen by now.
    private static func withoutLanguage(_ arguments: [String]) -> [String] {
        var rest = arguments.filter { !$0.hasPrefix("--lang=") }
        if let place = rest.firstIndex(of: "--lang") {
            rest.removeSubrange(place..<min(place + 2, rest.count))
        }
        return rest
    }

    private static var verbNames: [String] {
        Liaison.configuration.subcommands.compactMap { $0.configuration.commandName }
    }

    private static func report(
        _ error: any Error, _ arguments: [String], _ console: Console
    ) throws -> ExitStatus {
        if error is BrokenPipe { throw error }
        let failure: Failure
        if let known = FailureReport.failure(of: error) {
            failure = known
        } else {
            let code = Liaison.exitCode(for: error)
            if code == .success {
                // Help, the version, or what completion asked for.
                try console.print(ParserText.spoken(Liaison.fullMessage(for: error)))
                try console.flush()
                return .done
            }
            failure =
                code == .validationFailure
                ? FailureReport.usage(
                    ParserText.spoken(Liaison.message(for: error)), verb: verbName(arguments))
                : Failure(Wording.bug(String(reflecting: error)), status: .bug)
        }
        try console.flush()
        try console.draw(failure.rendered)
        return failure.status
    }

    /// The value of `--lang`, needed before anything is parsed: help speaks too.
    private static func languageOption(_ arguments: [String]) -> String? {
        for (place, argument) in arguments.enumerated() {
            if argument == "--" { return nil }
            if argument == "--lang" { return arguments.dropFirst(place + 1).first }
            if argument.hasPrefix("--lang=") { return String(argument.dropFirst(7)) }
        }
        return nil
    }

    private static func verbName(_ arguments: [String]) -> String? {
        let names = verbNames
        return arguments.first { names.contains($0) }
    }
}

/// Ends a run with a status other than done, everything being said.
struct StatusOnly: Error {
    let status: ExitStatus
}
