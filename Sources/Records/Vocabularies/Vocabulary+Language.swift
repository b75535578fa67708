/// The languages of texts, and the state of words that posts add to lists.
extension Vocabulary {
    package static let language = Vocabulary(
        "language",
        [
            .init("en", en: "English", nl: "Engels"),
            .init("nl", en: "Dutch", nl: "Nederlands"),
        ])

    package static let termStatus = Vocabulary(
        "term_status",
        [
            .init("proposed", en: "Proposed", nl: "Voorgesteld"),
            .init("accepted", en: "Accepted", nl: "Aanvaard"),
            .init("closed", en: "Closed", nl: "Gesloten"),
        ])
}
