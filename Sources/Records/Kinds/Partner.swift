extension Kind {
    /// A country, organisation, formation, centre, agency, group of countries or industry.
    package static let partner = Kind(
        "partner", en: "Partner", nl: "Partner",
        titleFields: ["name_nl", "name_en", "code"],
        fields: Header.framing(
            [
                Field(
                    "kind", en: "Kind of partner", nl: "Soort partner", type: .code("partner_kind"),
                    required: true),
                Field(
                    "code", en: "Code", nl: "Code", required: true,
                    help: Label(
                        en: "ISO 3166-1 alpha-3 for a country, else an own short code.",
                        nl: "ISO 3166-1 alpha-3 voor een land, anders een eigen korte code.")),
                Field(
                    "iso2", en: "ISO-2", nl: "ISO-2", merge: .lastWriter),
            ],
            SharedFields.names("name", en: "Name", nl: "Naam"),
            [
                Field(
                    "name_history.en", en: "Earlier names: English", nl: "Eerdere namen: Engels",
                    shape: .map(key: .text), merge: .map),
                Field(
                    "name_history.nl", en: "Earlier names: Dutch", nl: "Eerdere namen: Nederlands",
                    shape: .map(key: .text), merge: .map),
                Field(
                    "parent", en: "Part of", nl: "Onderdeel van", type: .reference(["partner"])),
                SharedFields.lead(),
                Field(
                    "members", en: "Members", nl: "Leden", type: .reference(["partner"]),
                    shape: .set,
                    merge: .set),
                Field(
                    "members.start", en: "Members: since", nl: "Leden: sinds", type: .date,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "members.end", en: "Members: until", nl: "Leden: tot", type: .date,
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "members.role", en: "Members: role", nl: "Leden: rol",
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "seat", en: "Seat", nl: "Zetel", merge: .lastWriter),
                Field(
                    "like_minded", en: "Like-minded", nl: "Gelijkgezind", type: .code("like_minded")
                ),
                Field(
                    "like_minded_basis", en: "Basis for like-minded", nl: "Grond voor gelijkgezind"),
                Field(
                    "like_minded_date", en: "Like-minded as of", nl: "Gelijkgezind per", type: .date
                ),
                Field(
                    "tier", en: "Rank", nl: "Rang", type: .json, shape: .map(key: .date),
                    merge: .map,
                    help: Label(
                        en: "Per date: the level (a code of the list of ranks) and the source.",
                        nl: "Per datum: het niveau (een code uit de lijst van rangen) en de bron.")),
                Field(
                    "alliances", en: "Alliances", nl: "Bondgenootschappen", type: .code("alliance"),
                    shape: .set, merge: .set),
                Field(
                    "alliances.start", en: "Alliances: since", nl: "Bondgenootschappen: sinds",
                    type: .date, shape: .map(key: .code("alliance")), merge: .map),
                Field(
                    "alliances.end", en: "Alliances: until", nl: "Bondgenootschappen: tot",
                    type: .date,
                    shape: .map(key: .code("alliance")), merge: .map),
            ],
            SharedFields.prose("sheet", en: "Country sheet", nl: "Landenfiche")))
}
