/// Projects, contributions, actions and notes.
extension Vocabulary {
    package static let actionKind = Vocabulary(
        "action_kind",
        [
            .init("decision", en: "Decision", nl: "Besluit"),
            .init("action", en: "Action item", nl: "Actiepunt"),
            .init("commitment", en: "Commitment to parliament", nl: "Toezegging"),
        ])

    package static let actionStatus = Vocabulary(
        "action_status",
        [
            .init("open", en: "Open", nl: "Open"),
            .init("in_progress", en: "In progress", nl: "In uitvoering"),
            .init("done", en: "Done", nl: "Afgedaan"),
            .init("dropped", en: "Dropped", nl: "Vervallen"),
            .init("unknown", en: "Unknown", nl: "Onbekend"),
        ])

    package static let contributionStatus = Vocabulary(
        "contribution_status",
        [
            .init("planned", en: "Planned", nl: "Gepland"),
            .init("running", en: "Running", nl: "Lopend"),
            .init("ended", en: "Ended", nl: "Beëindigd"),
        ])

    package static let projectPhase = Vocabulary(
        "project_phase",
        [
            .init("idea", en: "Idea", nl: "Idee"),
            .init("need", en: "Need stated", nl: "Behoeftestelling"),
            .init("study", en: "Study", nl: "Studie"),
            .init("development", en: "Development", nl: "Ontwikkeling"),
            .init("production", en: "Production", nl: "Productie"),
            .init("delivery", en: "Delivery", nl: "Levering"),
            .init("in_service", en: "In service", nl: "In gebruik"),
            .init("ended", en: "Ended", nl: "Beëindigd"),
        ])

    package static let noteKind = Vocabulary(
        "note_kind",
        [
            .init("country_sheet", en: "Country sheet", nl: "Landenfiche"),
            .init("visit_report", en: "Visit report", nl: "Bezoekverslag"),
            .init("state_of_play", en: "State of play", nl: "Stand van zaken"),
            .init("statistic", en: "Statistic", nl: "Statistiek"),
            .init("background", en: "Background", nl: "Achtergrond"),
            .init("brief", en: "Brief", nl: "Notitie voor de leiding"),
        ])

    package static let noteState = Vocabulary(
        "note_state",
        [
            .init("draft", en: "Draft", nl: "Concept"),
            .init("sent", en: "Sent", nl: "Verzonden"),
            .init("final", en: "Final", nl: "Definitief"),
        ])
}
