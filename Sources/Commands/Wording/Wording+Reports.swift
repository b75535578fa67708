import Records
import Reports

/// Reports, the agenda and the reference.
extension Wording {
    static let groupReports = Label(en: "Reports", nl: "Overzichten")
    static let reportAbstract = Label(
        en: "Make a report, or list the reports.", nl: "Maak een overzicht, of toon welke er zijn.")
    static let reportDiscussion = Label(
        en:
            "Every statement carries the number of its source; conflicts and disputed facts are shown with both values. "
            + "Records that the audience may not see are left out and counted.",
        nl:
            "Elke bewering draagt het nummer van haar bron; conflicten en tegenstrijdige bronnen staan er met beide "
            + "waarden. Records die niet voor de ontvanger zijn, worden weggelaten en geteld.")
    static let agendaAbstract = Label(
        en: "What ends, is due, begins, falls vacant or is owed soon.",
        nl: "Wat binnenkort afloopt, moet, begint, vacant raakt of nog verschuldigd is.")
    static let agendaDiscussion = Label(
        en: "`--format ics` gives a calendar file.", nl: "`--format ics` geeft een agendabestand.")
    static let helpReportName = Label(en: "Name of the report.", nl: "Naam van het overzicht.")
    static let helpReportSubject = Label(
        en: "Partner: code, handle or id.", nl: "Partner: code, kenmerk of id.")
    static let helpReportYear = Label(
        en: "The year that it is about (default: this year).",
        nl: "Het jaar waarover het gaat (standaard: dit jaar).")
    static let helpReportSince = Label(
        en: "From which date on.", nl: "Vanaf welke datum.")
    static let helpReportDays = Label(
        en: "How many days ahead.", nl: "Hoeveel dagen vooruit.")
    static let helpAgendaDays = Label(
        en: "How many days ahead (default: 90).", nl: "Hoeveel dagen vooruit (standaard: 90).")
    static let helpFormat = Label(
        en: "text, md, html, json or ics (default: by the ending of the file, else text).",
        nl:
            "text, md, html, json of ics (standaard: naar het eind van de bestandsnaam, anders text)."
    )
    static let helpOutput = Label(
        en: "Write to this file instead of the terminal.",
        nl: "Schrijf naar dit bestand in plaats van naar de terminal.")
    static let helpForce = Label(
        en: "Replace a file that is there.", nl: "Vervang een bestand dat er al is.")
    static let helpAudience = Label(
        en:
            "The strictest marking that may be shown, and the partners it is handed to (default: LIAISON_AUDIENCE, which "
            + "is also the limit, else PUB).",
        nl:
            "Het strengste merk dat getoond mag worden, en de partners die het krijgen (standaard: LIAISON_AUDIENCE, dat "
            + "ook de grens is, anders PUB).")
    static let helpAsOf = Label(
        en: "The day from which is counted (default: today).",
        nl: "De dag vanaf waar geteld wordt (standaard: vandaag).")
    static let helpKnownOn = Label(
        en: "Show the state that was known here on this date.",
        nl: "Toon de stand die hier op deze datum bekend was.")
    static let columnReport = Label(en: "REPORT", nl: "OVERZICHT")
    static let columnWhat = Label(en: "WHAT", nl: "WAT")

    static func unknownReport(_ name: String) -> Label {
        Label(en: "there is no report \(name)", nl: "er is geen overzicht \(name)")
    }

    static func unknownFormat(_ name: String) -> Label {
        Label(en: "there is no format \(name)", nl: "er is geen vorm \(name)")
    }

    static let twoFormats = Label(
        en: "--json and --format ask for different things",
        nl: "--json en --format vragen om verschillende dingen")

    static func badDate(_ flag: String) -> Label {
        Label(en: "what \(flag) got is no date", nl: "wat \(flag) kreeg, is geen datum")
    }

    static let badYear = Label(
        en: "--year takes a year from 1 to 9999", nl: "--year wil een jaar van 1 tot en met 9999")
    static let badDays = Label(
        en: "--days takes a number from 0 to 36600",
        nl: "--days wil een getal van 0 tot en met 36600")

    static func unknownAudience(_ source: String) -> Label {
        Label(
            en: "\(source) does not begin with a marking that an audience can have",
            nl: "\(source) begint niet met een merk dat bij een ontvanger kan horen")
    }

    static func audienceTooWide(_ limit: String) -> Label {
        Label(
            en: "reports of this machine go no further than \(limit)",
            nl: "overzichten van deze machine gaan niet verder dan \(limit)")
    }

    static func audienceTooWideHint(_ variable: String) -> Label {
        Label(en: "\(variable) sets the limit", nl: "\(variable) stelt de grens")
    }

    static func notAPartner(_ name: String) -> Label {
        Label(en: "\(name) is no partner", nl: "\(name) is geen partner")
    }

    static func notACalendar(_ name: String) -> Label {
        Label(
            en: "the report \(name) cannot be a calendar",
            nl: "het overzicht \(name) kan geen agenda zijn")
    }

    static func reportTakesNo(_ name: String, _ parameter: String) -> Label {
        Label(
            en: "the report \(name) takes no \(parameter)",
            nl: "het overzicht \(name) kent geen \(parameter)")
    }

    static func reportNeeds(_ name: String, _ parameter: String) -> Label {
        Label(
            en: "the report \(name) needs \(parameter)",
            nl: "het overzicht \(name) heeft \(parameter) nodig")
    }

    /// How it is asked for: what it must have, and what it may.
    static func reportUsage(_ report: any Report.Type) -> Label {
        let takes = report.parameters
        var text = "liaison report " + report.name
        for (need, word) in [
            (takes.subject, "PARTNER"), (takes.year, "--year YEAR"), (takes.since, "--since DATE"),
            (takes.days, "--days N"),
        ] {
            switch need {
            case .no: break
            case .may: text += " [" + word + "]"
            case .must: text += " " + word
            }
        }
        if report.name == AsKnown.name { text += " --known-on DATE" }
        return verbatim(text)
    }

    static let subjectWithheld = Label(
        en: "this partner is not for this audience", nl: "deze partner is niet voor deze ontvanger")
    static let subjectUnknown = Label(
        en: "this partner was not known here then", nl: "deze partner was hier toen niet bekend")

    static func reportWritten(_ path: String) -> Label {
        Label(en: "written to \(path)", nl: "geschreven naar \(path)")
    }

    static func fileExists(_ path: String) -> Label {
        Label(en: "\(path) is there already", nl: "\(path) is er al")
    }

    static let fileExistsHint = Label(
        en: "--force replaces it", nl: "--force vervangt het")
}
