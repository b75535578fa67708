extension Kind {
    /// Who cooperates with whom, on what, why, and with what result.
    package static let cooperation = Kind(
        "cooperation", en: "Cooperation", nl: "Samenwerking", handlePrefix: "coop",
        titleFields: ["title_nl", "title_en"],
        fields: Header.framing([
            Field(
                "title_en", en: "Title (English)", nl: "Titel (Engels)", required: true),
            Field(
                "title_nl", en: "Title (Dutch)", nl: "Titel (Nederlands)"),
            Field(
                "summary_en", en: "Summary (English)", nl: "Samenvatting (Engels)", type: .long,
                merge: .text),
            Field(
                "summary_nl", en: "Summary (Dutch)", nl: "Samenvatting (Nederlands)", type: .long,
                merge: .text),
            Field(
                "rationale_en", en: "Reason for cooperating (English)", nl: "Aanleiding (Engels)",
                type: .long, merge: .text),
            Field(
                "rationale_nl", en: "Reason for cooperating (Dutch)", nl: "Aanleiding (Nederlands)",
                type: .long, merge: .text),
            Field(
                "direction", en: "Direction", nl: "Richting", type: .code("direction")),
            Field(
                "partners", en: "Partners", nl: "Partners", type: .reference(["partner"]),
                shape: .set, merge: .set, group: .who),
            Field(
                "roles", en: "Role per partner", nl: "Rol per partner",
                shape: .map(key: .reference(["partner"])), merge: .map),
            Field(
                "own_units", en: "Own units", nl: "Eigen eenheden", shape: .set, merge: .set),
            Field(
                "lead", en: "Lead", nl: "Trekker", type: .reference(["partner"]), group: .who),
            Field(
                "scope", en: "Bilateral or multinational", nl: "Verband", type: .code("scope"),
                required: true),
            Field(
                "framework", en: "Framework", nl: "Kader", type: .code("framework"), shape: .set,
                merge: .set),
            Field(
                "family", en: "Main form", nl: "Hoofdvorm", type: .code("family"), shape: .set,
                merge: .set),
            Field(
                "forms", en: "Forms", nl: "Vormen", type: .code("form"), shape: .set, merge: .set),
            Field(
                "form_other", en: "Description of another form", nl: "Omschrijving andere vorm"),
            Field(
                "intensity", en: "Intensity", nl: "Intensiteit", type: .code("intensity")),
            Field(
                "goals", en: "Goals", nl: "Doelen", type: .code("goal"), shape: .set, merge: .set),
            Field(
                "goals_basis", en: "Basis of the goals", nl: "Grond van de doelen",
                type: .code("goals_basis"), merge: .lastWriter),
            Field(
                "goal_lines.intent", en: "Goal and result: intent",
                nl: "Doel en resultaat: bedoeling", type: .long, shape: .map(key: .code("goal")),
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
                "alone", en: "Affordable alone", nl: "Zelfstandig haalbaar", type: .code("alone")),
            Field(
                "capabilities", en: "Capabilities", nl: "Capaciteiten",
                type: .reference(["capability"]), shape: .set, merge: .set),
            Field(
                "projects", en: "Projects", nl: "Projecten", type: .reference(["project"]),
                shape: .set, merge: .set),
            Field(
                "shortfall_check.date", en: "Check of shortfalls and surpluses: date",
                nl: "Toets tekorten en overschotten: datum", type: .date, shape: .map(key: .text),
                merge: .map),
            Field(
                "shortfall_check.result", en: "Check of shortfalls and surpluses: result",
                nl: "Toets tekorten en overschotten: uitkomst", shape: .map(key: .text), merge: .map
            ),
            Field(
                "shortfall_check.text", en: "Check of shortfalls and surpluses: remark",
                nl: "Toets tekorten en overschotten: toelichting", shape: .map(key: .text),
                merge: .map),
            Field(
                "criteria_check.result", en: "Check of criteria: result",
                nl: "Toets IMS (criteria): uitkomst", shape: .map(key: .text), merge: .map),
            Field(
                "criteria_check.text", en: "Check of criteria: remark",
                nl: "Toets IMS (criteria): toelichting", shape: .map(key: .text), merge: .map),
            Field(
                "steering", en: "Steering", nl: "Aansturing", merge: .lastWriter),
            Field(
                "agreements", en: "Agreements", nl: "Afspraken", type: .reference(["agreement"]),
                shape: .set, merge: .set),
            Field(
                "finance", en: "Finance", nl: "Financiën", type: .reference(["finance"]),
                shape: .set, merge: .set),
            Field(
                "part_of", en: "Part of", nl: "Onderdeel van", type: .reference(["cooperation"])),
            Field(
                "start", en: "Start", nl: "Begin", type: .date, group: .when),
            Field(
                "end", en: "End", nl: "Einde", type: .date, group: .when),
            Field(
                "start_text", en: "Start in words", nl: "Begin in woorden", group: .when),
            Field(
                "place", en: "Place", nl: "Plaats", group: .when),
            Field(
                "status", en: "Status", nl: "Status", type: .code("coop_status"), merge: .flow,
                group: .state, required: true),
            Field(
                "status_reason_en", en: "Reason for the status (English)",
                nl: "Reden van de status (Engels)", group: .state),
            Field(
                "status_reason_nl", en: "Reason for the status (Dutch)",
                nl: "Reden van de status (Nederlands)", group: .state),
            Field(
                "milestones", en: "Milestones", nl: "Mijlpalen", type: .json, shape: .set,
                merge: .set,
                help: Label(
                    en: "Each with its date, text and source.", nl: "Elk met datum, tekst en bron.")
            ),
            Field(
                "result_en", en: "Result (English)", nl: "Resultaat (Engels)", type: .long,
                merge: .text),
            Field(
                "result_nl", en: "Result (Dutch)", nl: "Resultaat (Nederlands)", type: .long,
                merge: .text),
            Field(
                "result", en: "Result (language not stated)", nl: "Resultaat (taal niet vermeld)",
                type: .long, merge: .text),
            Field(
                "measures", en: "Measures", nl: "Meetwaarden", type: .decimal,
                shape: .map(key: .text), merge: .map),
            Field(
                "measures.as_of", en: "Measures: as of", nl: "Meetwaarden: peildatum", type: .date,
                shape: .map(key: .text), merge: .map),
            Field(
                "contributions", en: "Contribution per partner", nl: "Bijdrage per partner",
                shape: .map(key: .reference(["partner"])), merge: .map),
            Field(
                "contacts", en: "Contacts", nl: "Aanspreekpunten", type: .reference(["contact"]),
                shape: .set, merge: .set),
            Field(
                "own_participation", en: "Own participation", nl: "Eigen deelname",
                type: .code("own_participation")),
        ]))
}
