extension Kind {
    /// Who cooperates with whom, on what, why, and with what result.
    package static let cooperation = Kind(
        "cooperation", en: "Cooperation", nl: "Samenwerking", handlePrefix: "coop",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing(
            SharedFields.titles,
            SharedFields.prose("summary", en: "Summary", nl: "Samenvatting"),
            SharedFields.prose("rationale", en: "Reason for cooperating", nl: "Aanleiding"),
            [
                Field(
                    "direction", en: "Direction", nl: "Richting", type: .code("direction")),
                SharedFields.partners(),
                Field(
                    "roles", en: "Role per partner", nl: "Rol per partner",
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "own_units", en: "Own units", nl: "Eigen eenheden", shape: .set, merge: .set),
                SharedFields.lead(),
                Field(
                    "scope", en: "Bilateral or multinational", nl: "Verband", type: .code("scope"),
                    required: true),
                Field(
                    "framework", en: "Framework", nl: "Kader", type: .code("framework"),
                    shape: .set,
                    merge: .set),
                Field(
                    "family", en: "Main form", nl: "Hoofdvorm", type: .code("family"), shape: .set,
                    merge: .set, required: true),
                Field(
                    "forms", en: "Forms", nl: "Vormen", type: .code("form"), shape: .set,
                    merge: .set, required: true),
                Field(
                    "form_other", en: "Description of another form", nl: "Omschrijving andere vorm"),
                Field(
                    "intensity", en: "Intensity", nl: "Intensiteit", type: .code("intensity")),
            ],
            SharedFields.goals(required: true),
            [
                Field(
                    "goal_lines.intent", en: "Goal and result: intent",
                    nl: "Doel en resultaat: bedoeling", type: .long,
                    shape: .map(key: .code("goal")),
                    merge: .text),
                Field(
                    "goal_lines.basis", en: "Goal and result: policy basis",
                    nl: "Doel en resultaat: beleidsgrond", type: .reference(["document"]),
                    shape: .map(key: .code("goal")), merge: .map),
                Field(
                    "goal_lines.expected", en: "Goal and result: expected",
                    nl: "Doel en resultaat: verwacht", type: .long, shape: .map(key: .code("goal")),
                    merge: .text),
                Field(
                    "goal_lines.achieved", en: "Goal and result: achieved",
                    nl: "Doel en resultaat: bereikt", type: .long, shape: .map(key: .code("goal")),
                    merge: .text),
                Field(
                    "goal_lines.date", en: "Goal and result: as of", nl: "Doel en resultaat: per",
                    type: .date, shape: .map(key: .code("goal")), merge: .map),
                Field(
                    "capability_effect", en: "Effect on capability", nl: "Effect op capaciteit",
                    type: .code("capability_effect"), shape: .set, merge: .set),
                Field(
                    "alone", en: "Affordable alone", nl: "Zelfstandig haalbaar",
                    type: .code("alone")),
                SharedFields.capabilities,
                SharedFields.projects,
                Field(
                    "shortfall_check.date", en: "Check of shortfalls and surpluses: date",
                    nl: "Toets tekorten en overschotten: datum", type: .date,
                    shape: .map(key: .text),
                    merge: .map),
                Field(
                    "shortfall_check.result", en: "Check of shortfalls and surpluses: result",
                    nl: "Toets tekorten en overschotten: uitkomst", shape: .map(key: .text),
                    merge: .map
                ),
                Field(
                    "shortfall_check.text", en: "Check of shortfalls and surpluses: remark",
                    nl: "Toets tekorten en overschotten: toelichting", shape: .map(key: .text),
                    merge: .map),
                Field(
                    "shortfall_not_done", en: "Check of shortfalls not done yet, as of",
                    nl: "Toets tekorten nog niet gedaan, per", type: .date),
                Field(
                    "criteria_check.result", en: "Check of criteria: result",
                    nl: "Toets IMS (criteria): uitkomst", shape: .map(key: .text), merge: .map),
                Field(
                    "criteria_check.text", en: "Check of criteria: remark",
                    nl: "Toets IMS (criteria): toelichting", shape: .map(key: .text), merge: .map),
                Field(
                    "steering", en: "Steering", nl: "Aansturing", merge: .lastWriter),
                SharedFields.agreements,
                Field(
                    "no_agreement", en: "Why there is no agreement",
                    nl: "Waarom er geen afspraak is"),
                SharedFields.finance,
                Field(
                    "part_of", en: "Part of", nl: "Onderdeel van", type: .reference(["cooperation"])
                ),
            ],
            SharedFields.period,
            [
                Field(
                    "start_text", en: "Start in words", nl: "Begin in woorden", group: .when),
                SharedFields.place,
            ],
            SharedFields.status("coop_status"),
            [SharedFields.milestones],
            SharedFields.prose("result", en: "Result", nl: "Resultaat"),
            [
                Field(
                    "result", en: "Result (language not stated)",
                    nl: "Resultaat (taal niet vermeld)",
                    type: .long, merge: .text),
                SharedFields.measures,
                Field(
                    "measures.as_of", en: "Measures: as of", nl: "Meetwaarden: peildatum",
                    type: .date,
                    shape: .map(key: .text), merge: .map),
                Field(
                    "contributions", en: "Contribution per partner", nl: "Bijdrage per partner",
                    shape: .map(key: .reference(["partner"])), merge: .map),
                Field(
                    "contacts", en: "Contacts", nl: "Aanspreekpunten",
                    type: .reference(["contact"]),
                    shape: .set, merge: .set),
                Field(
                    "own_participation", en: "Own participation", nl: "Eigen deelname",
                    type: .code("own_participation")),
            ]))
}
