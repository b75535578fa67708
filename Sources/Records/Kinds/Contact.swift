extension Kind {
    /// Whom to ask: a function first, for people rotate every few years.
    package static let contact = Kind(
        "contact", en: "Contact", nl: "Aanspreekpunt",
        titleFields: ["role_nl", "role_en"],
        fields: Header.framing(
            SharedFields.names("role", en: "Function", nl: "Functie"),
            [
                Field(
                    "organisation", en: "Organisation", nl: "Organisatie",
                    type: .reference(["partner"]), required: true),
                Field(
                    "person", en: "Person", nl: "Persoon",
                    help: Label(
                        en: "Personal data: say what for, and until when it is kept.",
                        nl: "Persoonsgegeven: vermeld het doel en hoelang het bewaard blijft.")),
                Field(
                    "channels", en: "Channels", nl: "Bereikbaarheid", type: .json, shape: .set,
                    merge: .set,
                    help: Label(
                        en: "Each with its kind, value, since and until.",
                        nl: "Elk met soort, waarde, sinds en tot.")),
            ], SharedFields.period,
            [
                Field("purpose", en: "Kept for", nl: "Doel van bewaren"),
                Field(
                    "keep_until", en: "Keep until", nl: "Bewaren tot", type: .date, required: true),
                Field("speaks", en: "Languages", nl: "Talen", shape: .set, merge: .set),
            ]))
}
