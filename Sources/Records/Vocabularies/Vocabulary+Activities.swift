/// What is said about an activity.
extension Vocabulary {
    package static let activityKind = Vocabulary(
        "activity_kind",
        [
            .init("exercise", en: "Exercise", nl: "Oefening"),
            .init("course", en: "Course", nl: "Opleiding"),
            .init("exchange", en: "Exchange", nl: "Uitwisseling"),
            .init("visit", en: "Visit", nl: "Bezoek"),
            .init("meeting", en: "Meeting or consultation", nl: "Overleg"),
            .init("hire", en: "Joint hire", nl: "Gezamenlijke inhuur"),
            .init("workshop", en: "Workshop or conference", nl: "Workshop of conferentie"),
            .init(
                "training_mission", en: "Training of partner forces",
                nl: "Training van partnertroepen"),
            .init("inspection", en: "Inspection", nl: "Inspectie"),
        ])

    package static let activityStatus = Vocabulary(
        "activity_status",
        [
            .init("idea", en: "Idea", nl: "Idee"),
            .init("planned", en: "Planned", nl: "Gepland"),
            .init("confirmed", en: "Confirmed", nl: "Bevestigd"),
            .init("ongoing", en: "Ongoing", nl: "Gaande"),
            .init("held", en: "Held", nl: "Gehouden"),
            .init("cancelled", en: "Cancelled", nl: "Geannuleerd"),
            .init("postponed", en: "Postponed", nl: "Uitgesteld"),
        ])

    package static let clearanceStatus = Vocabulary(
        "clearance_status",
        [
            .init("requested", en: "Requested", nl: "Aangevraagd"),
            .init("granted", en: "Granted", nl: "Verleend"),
            .init("refused", en: "Refused", nl: "Geweigerd"),
            .init("withdrawn", en: "Withdrawn", nl: "Ingetrokken"),
        ])
}
