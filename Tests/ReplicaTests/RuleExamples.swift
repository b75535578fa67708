/// For each rule records that break it and records that do not, in the loading format. What stands above `---` is imported
/// first; the partners of ``RuleExamples/partners`` are always there. The day is 1 March 2026.
struct RuleExample: Sendable, CustomStringConvertible {
    let rule: String
    let what: String
    let breaks: String
    let holds: String

    init(_ rule: String, _ what: String, breaks: String, holds: String) {
        self.rule = rule
        self.what = what
        self.breaks = breaks
        self.holds = holds
    }

    var description: String { rule + " " + what }
}

enum RuleExamples {
    static let today = "2026-03-01"

    static let partners = """
        {"type":"partner","id":"partner:NLD","kind":"country","code":"NLD","tier":[{"level":"own"}]}
        {"type":"partner","id":"partner:BEL","kind":"country","code":"BEL"}
        {"type":"partner","id":"partner:DEU","kind":"country","code":"DEU"}
        {"type":"partner","id":"partner:DSK","kind":"formation","code":"DSK","parent":"partner:DEU"}
        {"type":"partner","id":"partner:NATO","kind":"organisation","code":"NATO"}
        """

    static let all =
        declared + together + own + numbers + duplicates + agreements + activities + others

    static let declared: [RuleExample] = [
        .init(
            "M1", "a required field",
            breaks: #"{"type":"document","id":"document:x","marking":"PUB"}"#,
            holds: #"{"type":"document","id":"document:x","marking":"PUB","title":"T"}"#),
        .init(
            "M2", "a code of no list",
            breaks: #"{"type":"cooperation","id":"coop:x","scope":"trilateral"}"#,
            holds: #"{"type":"cooperation","id":"coop:x","scope":"bilateral"}"#),
        .init(
            "M2", "a term for a list that there is not",
            breaks: #"{"type":"term","id":"term:x","vocabulary":"colour","code":"red"}"#,
            holds: #"{"type":"term","id":"term:x","vocabulary":"form","code":"GEN.S.ART"}"#),
        .init(
            "M2", "a code of an own term",
            breaks: #"{"type":"cooperation","id":"coop:x","forms":["GEN.S.ART"]}"#,
            holds: """
                {"type":"term","id":"term:art","vocabulary":"form","code":"GEN.S.ART","label_en":"Arts"}
                {"type":"cooperation","id":"coop:x","forms":["GEN.S.ART"]}
                """),
        .init(
            "V14", "a name in one language",
            breaks: #"{"type":"activity","id":"activity:x","title_en":"A"}"#,
            holds: #"{"type":"activity","id":"activity:x","title_en":"A","not_known_in":["nl"]}"#),
        .init(
            "V14", "no name at all",
            breaks: #"{"type":"activity","id":"activity:x","not_known_in":["nl","en"]}"#,
            holds: #"{"type":"activity","id":"activity:x","title_en":"A","title_nl":"A"}"#),
        .init(
            "V15", "content in a record that only refers",
            breaks:
                #"{"type":"cooperation","id":"coop:x","marking":"REF","summary_en":"secret"}"#,
            holds: #"{"type":"cooperation","id":"coop:x","marking":"REF","title_en":"A"}"#),
        .init(
            "X4", "a name of nothing",
            breaks: #"{"type":"activity","id":"activity:x","host":"partner:NOWHERE"}"#,
            holds: #"{"type":"activity","id":"activity:x","host":"partner:BEL"}"#),
    ]

    static let together: [RuleExample] = [
        .init(
            "M3", "content that is held elsewhere",
            breaks: #"{"type":"note","id":"note:x","marking":"REF"}"#,
            holds: #"{"type":"note","id":"note:x","marking":"REF","originator":"partner:BEL"}"#),
        .init(
            "M4", "a partner that has left and has not",
            breaks:
                #"{"type":"project","id":"project:x","partners":["partner:BEL","partner:DEU"],"former_partners":["partner:DEU"]}"#,
            holds:
                #"{"type":"project","id":"project:x","partners":["partner:BEL"],"former_partners":["partner:DEU"]}"#
        ),
        .init(
            "M5", "a post with oneself",
            breaks:
                #"{"type":"posting","id":"posting:x","sending":"partner:NLD","receiving":"partner:NLD"}"#,
            holds:
                #"{"type":"posting","id":"posting:x","sending":"partner:NLD","receiving":"partner:BEL"}"#
        ),
        .init(
            "M6", "two main accreditations",
            breaks:
                #"{"type":"posting","id":"posting:x","accredited_to":["partner:BEL","partner:DEU"],"accredited_to.role":{"partner:BEL":"main","partner:DEU":"main"},"accredited_to.end":{"partner:BEL":"2020-06"},"accredited_to.start":{"partner:DEU":"2020-05"}}"#,
            holds:
                #"{"type":"posting","id":"posting:x","accredited_to":["partner:BEL","partner:DEU"],"accredited_to.role":{"partner:BEL":"main","partner:DEU":"main"},"accredited_to.end":{"partner:BEL":"2020"},"accredited_to.start":{"partner:DEU":"2020-05"}}"#
        ),
        .init(
            "M6", "two main accreditations without dates",
            breaks:
                #"{"type":"posting","id":"posting:x","accredited_to.role":{"partner:BEL":"main","partner:DEU":"main"}}"#,
            holds:
                #"{"type":"posting","id":"posting:x","accredited_to.role":{"partner:BEL":"main","partner:DEU":"side"}}"#
        ),
        .init(
            "M7", "two names at one time",
            breaks:
                #"{"type":"partner","id":"partner:MKD","kind":"country","code":"MKD","name_history.en":{"1991/1993-04":"Macedonia","1993/2019-02":"FYROM","1993-03/":"North"}}"#,
            holds:
                #"{"type":"partner","id":"partner:MKD","kind":"country","code":"MKD","name_history.en":{"1991/1993-04":"Macedonia","1993-04/2019-02":"FYROM","2019-02/":"North","once":"?"}}"#
        ),
        .init(
            "M8", "a clearance that never came",
            breaks:
                #"{"type":"activity","id":"activity:x","start":"2026-02","status":"confirmed","clearance":{"diplomatic":"requested"}}"#,
            holds:
                #"{"type":"activity","id":"activity:x","start":"2026-03","status":"confirmed","clearance":{"diplomatic":"requested"}}"#
        ),
        .init(
            "M8", "a clearance that was granted",
            breaks:
                #"{"type":"activity","id":"activity:x","start":"2026-02","clearance":{"diplomatic":"refused"}}"#,
            holds:
                #"{"type":"activity","id":"activity:x","start":"2026-02","clearance":{"diplomatic":"granted"}}"#
        ),
    ]

    static let own: [RuleExample] = [
        .init(
            "V1", "an end before the start",
            breaks: #"{"type":"activity","id":"activity:x","start":"2014-07","end":"2014-06-30"}"#,
            holds: #"{"type":"activity","id":"activity:x","start":"2014-07","end":"2014"}"#),
        .init(
            "V1", "an accreditation that ends before it begins",
            breaks:
                #"{"type":"posting","id":"posting:x","accredited_to":["partner:BEL"],"accredited_to.start":{"partner:BEL":"2015"},"accredited_to.end":{"partner:BEL":"2014"}}"#,
            holds:
                #"{"type":"posting","id":"posting:x","accredited_to":["partner:BEL"],"accredited_to.start":{"partner:BEL":"2014"},"accredited_to.end":{"partner:BEL":"2015"}}"#
        ),
        .init(
            "V1", "due before it was decided",
            breaks: #"{"type":"action","id":"action:x","decided":"2020-02-01","due":"2020-01"}"#,
            holds: #"{"type":"action","id":"action:x","decided":"2020-02-01","due":"2020-02"}"#),
        .init(
            "V2", "in force before it is signed",
            breaks:
                #"{"type":"agreement","id":"agreement:x","signed":"2015","in_force":"2014","status":"in_force"}"#,
            holds:
                #"{"type":"agreement","id":"agreement:x","signed":"2015","in_force":"2014","status":"provisional"}"#
        ),
        .init(
            "V2", "ended before it was in force",
            breaks: #"{"type":"agreement","id":"agreement:x","in_force":"2015","ends":"2014"}"#,
            holds: #"{"type":"agreement","id":"agreement:x","in_force":"2015","ends":"2015-03"}"#),
        .init(
            "V3", "a country that ISO does not know",
            breaks: #"{"type":"partner","id":"partner:x","kind":"country","code":"HOL"}"#,
            holds: #"{"type":"partner","id":"partner:x","kind":"country","code":"FRA"}"#),
        .init(
            "V3", "two letters of another country",
            breaks:
                #"{"type":"partner","id":"partner:x","kind":"country","code":"FRA","iso2":"FI"}"#,
            holds:
                #"{"type":"partner","id":"partner:x","kind":"country","code":"FRA","iso2":"FR"}"#),
        .init(
            "V3", "a code of our own without a note",
            breaks: #"{"type":"partner","id":"partner:x","kind":"country","code":"XKX"}"#,
            holds:
                #"{"type":"partner","id":"partner:x","kind":"country","code":"XKX","note":"Kosovo"}"#
        ),
        .init(
            "V4", "bilateral with two countries",
            breaks:
                #"{"type":"cooperation","id":"coop:x","scope":"bilateral","partners":["partner:BEL","partner:DSK"]}"#,
            holds:
                #"{"type":"cooperation","id":"coop:x","scope":"bilateral","partners":["partner:DEU","partner:DSK","partner:NLD"]}"#
        ),
        .init(
            "V4", "multinational with one country",
            breaks:
                #"{"type":"cooperation","id":"coop:x","scope":"multinational","partners":["partner:BEL"]}"#,
            holds:
                #"{"type":"cooperation","id":"coop:x","scope":"multinational","partners":["partner:BEL"],"framework":["NATO"]}"#
        ),
        .init(
            "V5", "a form without its main form",
            breaks:
                #"{"type":"cooperation","id":"coop:x","forms":["MAT.ACQ"],"family":["GEN"]}"#,
            holds: #"{"type":"cooperation","id":"coop:x","forms":["MAT.ACQ"],"family":["MAT"]}"#),
        .init(
            "V5", "another form without a description",
            breaks:
                #"{"type":"cooperation","id":"coop:x","forms":["GEN.S.OTH"],"family":["GEN"]}"#,
            holds:
                #"{"type":"cooperation","id":"coop:x","forms":["GEN.S.OTH"],"family":["GEN"],"form_other":"d"}"#
        ),
        .init(
            "V6", "a lead who is no partner",
            breaks:
                #"{"type":"cooperation","id":"coop:x","partners":["partner:BEL"],"lead":"partner:DEU"}"#,
            holds:
                #"{"type":"cooperation","id":"coop:x","partners":["partner:BEL"],"lead":"partner:NLD"}"#
        ),
        .init(
            "V6", "a host who does not take part",
            breaks:
                #"{"type":"activity","id":"activity:x","participants":["partner:BEL"],"host":"partner:DSK"}"#,
            holds:
                #"{"type":"activity","id":"activity:x","participants":["partner:DEU"],"host":"partner:DSK"}"#
        ),
        .init(
            "V7", "a role of somebody else",
            breaks:
                #"{"type":"cooperation","id":"coop:x","partners":["partner:BEL"],"roles":{"partner:DEU":"host"}}"#,
            holds:
                #"{"type":"cooperation","id":"coop:x","partners":["partner:BEL"],"roles":{"partner:BEL":"host","partner:NLD":"lead"}}"#
        ),
        .init(
            "V8", "cancelled without a reason",
            breaks: #"{"type":"activity","id":"activity:x","status":"cancelled"}"#,
            holds:
                #"{"type":"activity","id":"activity:x","status":"cancelled","cancel_reason":"storm"}"#
        ),
        .init(
            "V8", "ended without an end",
            breaks: #"{"type":"cooperation","id":"coop:x","status":"ended"}"#,
            holds: #"{"type":"cooperation","id":"coop:x","status":"ended","end":"2020"}"#),
        .init(
            "V9", "military goals without a check",
            breaks: #"{"type":"cooperation","id":"coop:x","goals":["POL.1","MIL.1"]}"#,
            holds:
                #"{"type":"cooperation","id":"coop:x","goals":["MIL.1"],"shortfall_not_done":"2026-01"}"#
        ),
        .init(
            "V13", "no source",
            breaks: #"{"type":"activity","id":"activity:x","title_en":"A"}"#,
            holds: #"{"type":"activity","id":"activity:x","source":[{"key":"k","title":"T"}]}"#),
        .init(
            "V13", "low confidence without a word",
            breaks:
                #"{"type":"activity","id":"activity:x","source":[{"key":"k"}],"confidence":"low"}"#,
            holds:
                #"{"type":"activity","id":"activity:x","source":[{"key":"k"}],"confidence":"low","note":"one source"}"#
        ),
        .init(
            "V16", "personal data without a purpose",
            breaks:
                #"{"type":"contact","id":"contact:x","person":"P","keep_until":"2027-01-01"}"#,
            holds:
                #"{"type":"contact","id":"contact:x","person":"P","purpose":"visits","keep_until":"2027-01-01"}"#
        ),
        .init(
            "V16", "personal data kept too long",
            breaks:
                #"{"type":"contact","id":"contact:x","person":"P","purpose":"visits","keep_until":"2026-02-28"}"#,
            holds:
                #"{"type":"contact","id":"contact:x","person":"P","purpose":"visits","keep_until":"2026-03-01"}"#
        ),
    ]

    static let numbers: [RuleExample] = [
        .init(
            "V10", "more of our own than there are",
            breaks:
                #"{"type":"activity","id":"activity:x","personnel":100,"own_personnel":120}"#,
            holds: #"{"type":"activity","id":"activity:x","personnel":100,"own_personnel":100}"#),
        .init(
            "V10", "more seats taken than offered",
            breaks:
                #"{"type":"activity","id":"activity:x","seats.offered":{"partner:BEL":2},"seats.taken":{"partner:BEL":3}}"#,
            holds:
                #"{"type":"activity","id":"activity:x","seats.offered":{"partner:BEL":2},"seats.taken":{"partner:BEL":2}}"#
        ),
        .init(
            "V10", "a range from high to low",
            breaks: #"{"type":"finance","id":"finance:x","amount_low":10.5,"amount_high":9}"#,
            holds: #"{"type":"finance","id":"finance:x","amount_low":9,"amount_high":10.5}"#),
        .init(
            "V11", "shares of ninety percent",
            breaks:
                #"{"type":"project","id":"project:x","shares":{"partner:BEL":50,"partner:NLD":40}}"#,
            holds:
                #"{"type":"project","id":"project:x","shares":{"partner:BEL":50.2,"partner:NLD":50}}"#
        ),
        .init(
            "V12", "an amount of what",
            breaks: #"{"type":"finance","id":"finance:x","amount":10,"currency":"EUR"}"#,
            holds:
                #"{"type":"finance","id":"finance:x","amount":10,"currency":"EUR","basis":"planned"}"#
        ),
        .init(
            "V12", "a currency that is none",
            breaks: #"{"type":"finance","id":"finance:x","currency":"Euro"}"#,
            holds: #"{"type":"finance","id":"finance:x","currency":"NLG"}"#),
        .init(
            "V12", "entries in two currencies",
            breaks:
                #"{"type":"finance","id":"finance:x","currency":"EUR","entries":{"a":{"amount":1,"currency":"USD"}}}"#,
            holds:
                #"{"type":"finance","id":"finance:x","currency":"EUR","entries":{"a":{"amount":1,"currency":"EUR"}}}"#
        ),
        .init(
            "X20", "parts that are more than the whole",
            breaks:
                #"{"type":"activity","id":"activity:x","participants":["partner:BEL","partner:DEU"],"contributions.people":{"partner:BEL":60,"partner:DEU":60},"personnel":100}"#,
            holds:
                #"{"type":"activity","id":"activity:x","participants":["partner:BEL","partner:DEU"],"contributions.people":{"partner:BEL":60},"personnel":100}"#
        ),
    ]
}
