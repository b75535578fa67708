/// The rules that look across records.
extension RuleExamples {
    static let duplicates: [RuleExample] = [
        .init(
            "X1", "one code twice",
            breaks: #"{"type":"partner","id":"partner:other","kind":"country","code":"BEL"}"#,
            holds: #"{"type":"partner","id":"partner:other","kind":"country","code":"LUX"}"#),
        .init(
            "X1", "one treaty number twice",
            breaks: """
                {"type":"agreement","id":"agreement:x","treaty_number":"013 861"}
                {"type":"agreement","id":"agreement:y","treaty_number":"013 861"}
                """,
            holds: """
                {"type":"agreement","id":"agreement:x","treaty_number":"013861"}
                {"type":"agreement","id":"agreement:y","treaty_number":"013862"}
                """),
        .init(
            "X2", "two agreements a week apart",
            breaks: """
                {"type":"agreement","id":"agreement:x","instrument":"mou","parties":["partner:BEL","partner:NLD"],"signed":"2015-03-04"}
                {"type":"agreement","id":"agreement:y","instrument":"mou","parties":["partner:NLD","partner:BEL"],"signed":"2015-03-11"}
                """,
            holds: """
                {"type":"agreement","id":"agreement:x","instrument":"mou","parties":["partner:BEL","partner:NLD"],"signed":"2015-03-04"}
                {"type":"agreement","id":"agreement:y","instrument":"mou","parties":["partner:NLD","partner:BEL"],"signed":"2015-04-04"}
                """),
        .init(
            "X3", "one exercise twice",
            breaks: """
                {"type":"activity","id":"activity:x","kind":"exercise","title_en":"Exercise Quick Lion 2018","start":"2018-06-04","end":"2018-06-15"}
                {"type":"activity","id":"activity:y","kind":"exercise","title_en":"Quick Lion","start":"2018-06"}
                """,
            holds: """
                {"type":"activity","id":"activity:x","kind":"exercise","title_en":"Exercise Quick Lion 2018","start":"2018-06-04","end":"2018-06-15"}
                {"type":"activity","id":"activity:y","kind":"exercise","title_en":"Quick Lion","start":"2019-06"}
                """),
        .init(
            "X10", "a unit in two places",
            breaks: """
                {"type":"activity","id":"activity:x","own_units":["HNLMS Rotterdam"],"start":"2018-06-04","end":"2018-06-15"}
                {"type":"contribution","id":"contribution:y","own_units":["Hnlms  Rotterdam"],"start":"2018-06-15"}
                """,
            holds: """
                {"type":"activity","id":"activity:x","own_units":["HNLMS Rotterdam"],"start":"2018-06-04","end":"2018-06-15"}
                {"type":"activity","id":"activity:y","own_units":["HNLMS Rotterdam"],"start":"2018-06-15","status":"cancelled"}
                """),
    ]

    static let agreements: [RuleExample] = [
        .init(
            "X5", "part of itself by a detour",
            breaks: """
                {"type":"cooperation","id":"coop:x","part_of":"coop:y"}
                {"type":"cooperation","id":"coop:y","part_of":"coop:z"}
                {"type":"cooperation","id":"coop:z","part_of":"coop:x"}
                """,
            holds: """
                {"type":"cooperation","id":"coop:x","part_of":"coop:y"}
                {"type":"cooperation","id":"coop:y","part_of":"coop:z"}
                """),
        .init(
            "X6", "active without an agreement",
            breaks: #"{"type":"cooperation","id":"coop:x","status":"active"}"#,
            holds: """
                {"type":"cooperation","id":"coop:x","status":"active"}
                {"type":"agreement","id":"agreement:x","covers":["coop:x"]}
                """),
        .init(
            "X6", "or it says why not",
            breaks: #"{"type":"cooperation","id":"coop:x","status":"active","agreements":[]}"#,
            holds:
                #"{"type":"cooperation","id":"coop:x","status":"active","no_agreement":"informal"}"#
        ),
        .init(
            "X7", "a start before the signature",
            breaks: """
                {"type":"agreement","id":"agreement:x","signed":"2015-03-04"}
                {"type":"posting","id":"posting:x","agreement":"agreement:x","start":"2015-03-01"}
                """,
            holds: """
                {"type":"agreement","id":"agreement:x","signed":"2015-03-04"}
                {"type":"posting","id":"posting:x","agreement":"agreement:x","start":"2015-03"}
                """),
        .init(
            "X7", "a start on a draft",
            breaks: """
                {"type":"agreement","id":"agreement:x","status":"draft","covers":["activity:x"]}
                {"type":"activity","id":"activity:x","start":"2026-02-28"}
                """,
            holds: """
                {"type":"agreement","id":"agreement:x","status":"draft","covers":["activity:x"]}
                {"type":"activity","id":"activity:x","start":"2026-03-02"}
                """),
        .init(
            "X8", "an ended agreement that carries",
            breaks: """
                {"type":"agreement","id":"agreement:x","status":"expired"}
                {"type":"cooperation","id":"coop:x","status":"active","agreements":["agreement:x"]}
                """,
            holds: """
                {"type":"agreement","id":"agreement:x","status":"expired"}
                {"type":"agreement","id":"agreement:y","status":"in_force"}
                {"type":"cooperation","id":"coop:x","status":"active","agreements":["agreement:x","agreement:y"]}
                """),
        .init(
            "X8", "one that ended by its date",
            breaks: """
                {"type":"agreement","id":"agreement:x","ends":"2026-02","covers":["posting:x"]}
                {"type":"posting","id":"posting:x","status":"filled"}
                """,
            holds: """
                {"type":"agreement","id":"agreement:x","ends":"2026-03","covers":["posting:x"]}
                {"type":"posting","id":"posting:x","status":"filled"}
                """),
        .init(
            "X9", "two successors",
            breaks: """
                {"type":"agreement","id":"agreement:x"}
                {"type":"agreement","id":"agreement:y","supersedes":"agreement:x"}
                {"type":"agreement","id":"agreement:z","supersedes":"agreement:x"}
                """,
            holds: """
                {"type":"agreement","id":"agreement:x"}
                {"type":"agreement","id":"agreement:y","supersedes":"agreement:x"}
                {"type":"agreement","id":"agreement:z","supersedes":"agreement:y"}
                """),
        .init(
            "X19", "given on without the originator",
            breaks:
                #"{"type":"activity","id":"activity:x","originator":"partner:DEU","release_to":["partner:BEL"]}"#,
            holds:
                #"{"type":"activity","id":"activity:x","originator":"partner:DEU","release_to":["partner:DEU","partner:NLD"]}"#
        ),
        .init(
            "X19", "wider than the agreement",
            breaks: """
                {"type":"agreement","id":"agreement:x","parties":["partner:NLD","partner:DEU"],"release_rule":"no third state"}
                {"type":"cooperation","id":"coop:x","agreements":["agreement:x"],"release_to":["partner:BEL"]}
                """,
            holds: """
                {"type":"agreement","id":"agreement:x","parties":["partner:NLD","partner:DEU"],"release_rule":"no third state"}
                {"type":"cooperation","id":"coop:x","agreements":["agreement:x"],"release_to":["partner:DEU"]}
                """),
    ]

    static let activities: [RuleExample] = [
        .init(
            "X11", "before its cooperation",
            breaks: """
                {"type":"cooperation","id":"coop:x","start":"2015-03-04"}
                {"type":"activity","id":"activity:x","cooperation":"coop:x","start":"2015-02"}
                """,
            holds: """
                {"type":"cooperation","id":"coop:x","start":"2015-03-04"}
                {"type":"activity","id":"activity:x","cooperation":"coop:x","start":"2015"}
                """),
        .init(
            "X12", "a guest",
            breaks: """
                {"type":"cooperation","id":"coop:x","partners":["partner:BEL"]}
                {"type":"activity","id":"activity:x","cooperation":"coop:x","participants":["partner:BEL","partner:DEU"]}
                """,
            holds: """
                {"type":"partner","id":"partner:G","kind":"group","code":"G","members":["partner:BEL"]}
                {"type":"cooperation","id":"coop:x","partners":["partner:DEU","partner:G"]}
                {"type":"activity","id":"activity:x","cooperation":"coop:x","participants":["partner:BEL","partner:DSK","partner:NLD"]}
                """),
        .init(
            "X13", "no accreditation",
            breaks:
                #"{"type":"posting","id":"posting:x","kind":"attache","receiving":"partner:BEL","accredited_to":["partner:DEU"]}"#,
            holds:
                #"{"type":"posting","id":"posting:x","kind":"exchange","receiving":"partner:BEL"}"#),
        .init(
            "X13", "an accreditation of another time",
            breaks:
                #"{"type":"posting","id":"posting:x","kind":"attache","receiving":"partner:BEL","accredited_to":["partner:BEL"],"accredited_to.end":{"partner:BEL":"2014"},"start":"2015"}"#,
            holds:
                #"{"type":"posting","id":"posting:x","kind":"attache","receiving":"partner:BEL","accredited_to":["partner:BEL"],"accredited_to.end":{"partner:BEL":"2014"},"start":"2014"}"#
        ),
        .init(
            "X14", "two on one seat",
            breaks: """
                {"type":"contact","id":"contact:a"}
                {"type":"contact","id":"contact:b"}
                {"type":"posting","id":"posting:x","seats":1,"holders.start":{"contact:a":"2014-01-01","contact:b":"2015-01-01"},"holders.end":{"contact:a":"2015-02-01"}}
                """,
            holds: """
                {"type":"contact","id":"contact:a"}
                {"type":"contact","id":"contact:b"}
                {"type":"posting","id":"posting:x","seats":1,"holders.start":{"contact:a":"2014-01-01","contact:b":"2015-02-01"},"holders.end":{"contact:a":"2015-02-01"}}
                """),
        .init(
            "X17", "overdue",
            breaks: #"{"type":"action","id":"action:x","status":"open","due":"2026-02"}"#,
            holds: #"{"type":"action","id":"action:x","status":"open","due":"2026-03-01"}"#),
        .init(
            "X17", "done without a product",
            breaks: #"{"type":"action","id":"action:x","status":"done"}"#,
            holds: #"{"type":"action","id":"action:x","status":"done","led_to":"partner:BEL"}"#),
        .init(
            "X18", "a visit without a report",
            breaks:
                #"{"type":"activity","id":"activity:x","kind":"visit","status":"held","start":"2026-01-29"}"#,
            holds: """
                {"type":"activity","id":"activity:x","kind":"visit","status":"held","start":"2026-01-29"}
                {"type":"note","id":"note:x","kind":"visit_report","about":["activity:x"]}
                """),
        .init(
            "X18", "thirty days have not passed",
            breaks:
                #"{"type":"activity","id":"activity:x","kind":"visit","status":"held","start":"2026-01-29"}"#,
            holds:
                #"{"type":"activity","id":"activity:x","kind":"visit","status":"held","start":"2026-01-30"}"#
        ),
    ]

    static let others: [RuleExample] = [
        .init(
            "X15", "a shortfall that nobody works on",
            breaks: #"{"type":"capability","id":"capability:x","classes":["shortfall"]}"#,
            holds: """
                {"type":"capability","id":"capability:x","classes":["shortfall"]}
                {"type":"cooperation","id":"coop:x","capabilities":["capability:x"]}
                """),
        .init(
            "X15", "a claim that nobody recorded",
            breaks: """
                {"type":"capability","id":"capability:x","classes":["base"]}
                {"type":"cooperation","id":"coop:x","capabilities":["capability:x"],"shortfall_check.result":{"NATO":"closes a shortfall"}}
                """,
            holds: """
                {"type":"capability","id":"capability:x","classes":["base"],"assessments":[{"body":"NATO","result":"shortfall"}]}
                {"type":"cooperation","id":"coop:x","capabilities":["capability:x"],"shortfall_check.result":{"NATO":"closes a shortfall"}}
                """),
        .init(
            "X16", "a niche of many",
            breaks:
                #"{"type":"capability","id":"capability:x","classes":["niche"],"holders":["partner:BEL","partner:DEU","partner:NLD","partner:DSK","partner:NATO","capability:x"]}"#,
            holds:
                #"{"type":"capability","id":"capability:x","classes":["niche"],"holders":["partner:BEL","partner:DEU"]}"#
        ),
        .init(
            "X21", "changed after the letter",
            breaks: """
                {"type":"note","id":"note:x","note_state":"final","about":["partner:BEL"]}
                ---
                {"type":"partner","id":"partner:BEL","kind":"country","code":"BEL","seat":"Evere"}
                """,
            holds: """
                {"type":"partner","id":"partner:BEL","kind":"country","code":"BEL","seat":"Evere"}
                ---
                {"type":"note","id":"note:x","note_state":"final","about":["partner:BEL"]}
                """),
        .init(
            "X22", "no member at that time",
            breaks: """
                {"type":"partner","id":"partner:G","kind":"group","code":"G","members":["partner:BEL","partner:DEU"],"members.start":{"partner:BEL":"2015"}}
                {"type":"activity","id":"activity:x","start":"2014","participants":["partner:G","partner:BEL"],"roles":{"partner:BEL":"member"}}
                """,
            holds: """
                {"type":"partner","id":"partner:G","kind":"group","code":"G","members":["partner:BEL","partner:DEU"],"members.start":{"partner:BEL":"2015"}}
                {"type":"activity","id":"activity:x","start":"2016","participants":["partner:G","partner:BEL"],"roles":{"partner:BEL":"member"}}
                """),
    ]
}
