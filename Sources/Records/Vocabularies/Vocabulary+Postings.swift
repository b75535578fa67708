/// What is said about a posting.
extension Vocabulary {
    package static let postingKind = Vocabulary(
        "posting_kind",
        [
            .init(
                "attache", en: "Defence attache or defence section",
                nl: "Defensieattaché of defensieafdeling"),
            .init("liaison", en: "Liaison officer", nl: "Verbindingsofficier"),
            .init("exchange", en: "Exchange officer", nl: "Uitwisselingsofficier"),
            .init(
                "integrated", en: "Post in a partner's or shared staff",
                nl: "Plaats in staf van partner of gezamenlijke staf"),
            .init("detachment", en: "Detachment abroad", nl: "Detachement in het buitenland"),
            .init("instructor", en: "Instructor", nl: "Instructeur"),
        ])

    package static let postingStatus = Vocabulary(
        "posting_status",
        [
            .init("proposed", en: "Proposed", nl: "Voorgesteld"),
            .init("approved", en: "Approved", nl: "Goedgekeurd"),
            .init("filled", en: "Filled", nl: "Bezet"),
            .init("vacant", en: "Vacant", nl: "Vacant"),
            .init("ended", en: "Ended", nl: "Beëindigd"),
        ])

    package static let accreditation = Vocabulary(
        "accreditation",
        [
            .init("main", en: "Main accreditation", nl: "Hoofdaccreditatie"),
            .init("side", en: "Side accreditation", nl: "Nevenaccreditatie"),
        ])
}
