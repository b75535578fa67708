package import Records
package import Replica

/// Puts a report together: its body, who it is for, what was left out, where it comes from.
package enum ReportMaker {
    /// The whole document. `known` is what the head says of a former state; nil for today's.
    package static func make(
        _ report: any Report.Type, _ request: ReportRequest, _ composer: Composer,
        known: (day: CalendarDay, state: KnownState)? = nil
    ) throws -> ReportDocument {
        let body = try report.body(request, composer)
        var head = body.facts
        head.append(Fact(composer.say(.audience), Statement(try audience(composer))))
        head.append(Fact(composer.say(.asOf), Statement(composer.asOf.description)))
        if let known {
            let state = known.state
            let basis = Label.knownBy(
                certain: state.certain, likely: state.likely, later: state.later)
            head.append(
                Fact(
                    composer.say(.knownOn),
                    Statement(known.day.description + " (" + composer.say(basis) + ")")))
        }
        // Last: only now is it known what was asked for and not shown.
        head.append(Fact(composer.say(.leftOut), leftOut(composer)))
        return ReportDocument(
            name: report.name, title: body.title, language: composer.language, head: head,
            sections: body.sections, sources: composer.sources, legend: composer.legend,
            events: body.events)
    }

    private static func audience(_ composer: Composer) throws -> String {
        let audience = composer.library.audience
        let code = Handling.levels[audience.level]
        var text = composer.code(code, of: "marking") + " (" + code + ")"
        if !audience.partners.isEmpty {
            let names = try audience.partners.map {
                try composer.name($0, kinds: ["partner"]).plainWithMarks(composer)
            }
            text += ", " + composer.say(.releasedTo(names.joined(separator: ", ")))
        }
        return text
    }

    private static func leftOut(_ composer: Composer) -> Statement {
        let library = composer.library
        let reasons = library.withheld.map { reason, count in
            switch reason {
            case .marking: composer.say(.withheldByMarking(count))
            case .release: composer.say(.withheldByRelease(count))
            }
        }
        var runs: [Statement.Run] = []
        if !reasons.isEmpty {
            let count = library.withheld.reduce(0) { $0 + $1.count }
            runs.append(
                .text(
                    composer.say(.withheldInAll(count)) + ": " + reasons.joined(separator: ", ")))
        }
        if library.referenceOnlyCount > 0 {
            let text = composer.say(.contentLeftOut(library.referenceOnlyCount))
            runs.append(.text((runs.isEmpty ? "" : "; ") + text))
        }
        return runs.isEmpty ? Statement(composer.say(.nothingLeftOut)) : Statement(runs)
    }
}

extension Composer {
    /// How the marks that were used are to be read.
    var legend: [String] {
        Language.allCases.filter(otherLanguages.contains).map { other in
            "[" + other.rawValue + "]: " + say(.onlyIn(other))
        }
    }
}
