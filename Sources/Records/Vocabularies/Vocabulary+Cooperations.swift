/// Why, how and in what setting countries cooperate.
extension Vocabulary {
    package static let goal = Vocabulary(
        "goal",
        [
            .init("POL", en: "Political-strategic", nl: "Politiek-strategisch"),
            .init(
                "POL.1", en: "Foreign-policy objectives", nl: "Buitenlandpolitieke doelstellingen"),
            .init(
                "POL.1.GW", en: "... as laid down in the Constitution",
                nl: "... zoals verwoord in de Grondwet"),
            .init(
                "POL.1.RA", en: "... as laid down in the coalition agreement",
                nl: "... zoals verwoord in het regeerakkoord"),
            .init(
                "POL.1.BD",
                en: "... as laid down in policy documents (e.g. International Security Strategy)",
                nl:
                    "... zoals verwoord in beleidsdocumenten (bv. Internationale Veiligheidsstrategie)"
            ),
            .init(
                "POL.2", en: "Defence or promotion of shared interests",
                nl: "Verdediging of behartiging van gezamenlijke belangen"),
            .init(
                "POL.3", en: "Stronger international political ties",
                nl: "Versterking van internationaal-politieke verbondenheid"),
            .init(
                "POL.3.SOL", en: "... showing allied solidarity",
                nl: "... tonen van bondgenootschappelijke solidariteit"),
            .init("POL.4", en: "Economic diplomacy", nl: "Economische diplomatie"),
            .init("MIL", en: "Military (effectiveness)", nl: "Militair (effectiviteit)"),
            .init(
                "MIL.1", en: "Improve military capabilities",
                nl: "Verbetering van militaire capaciteiten"),
            .init("MIL.2", en: "Deployability", nl: "Inzetbaarheid"),
            .init("MIL.3", en: "Interoperability", nl: "Interoperabiliteit"),
            .init(
                "MIL.4", en: "Larger military-strategic information position",
                nl: "Vergroting militair-strategische informatiepositie"),
            .init(
                "MIL.5", en: "Wider access to intelligence", nl: "Bredere toegang tot inlichtingen"),
            .init(
                "MIL.6", en: "Keep indispensable base capabilities",
                nl: "Behoud van onmisbare basiscapaciteiten"),
            .init(
                "MIL.7", en: "Niche capabilities few partners have",
                nl: "Nichecapaciteiten waarover weinig partners beschikken"),
            .init(
                "FIN", en: "Financial-economic (efficiency)",
                nl: "Financieel-economisch (doelmatigheid)"),
            .init(
                "FIN.1", en: "Avoid needless duplication of military means",
                nl: "Voorkomen van onnodige duplicatie van militaire middelen"),
            .init("FIN.2", en: "Cost savings", nl: "Kostenbesparingen"),
            .init("FIN.3", en: "Economies of scale", nl: "Schaalvoordelen"),
        ])

    package static let form = Vocabulary(
        "form",
        [
            .init(
                "GEN.S", en: "General cooperation, simple", nl: "Algemene samenwerking, eenvoudig"),
            .init("GEN.S.EX", en: "Joint exercises", nl: "Gezamenlijke oefeningen"),
            .init("GEN.S.INF", en: "Exchange of information", nl: "Uitwisseling van informatie"),
            .init(
                "GEN.S.LNO", en: "Exchange of liaison officers",
                nl: "Uitwisseling van verbindingsofficieren"),
            .init(
                "GEN.S.CRS", en: "Individual service members on courses",
                nl: "Deelname van individuele militairen aan opleidingen"),
            .init(
                "GEN.S.HTR", en: "Joint hire of transport capacity",
                nl: "Gezamenlijke inhuur van transportcapaciteit"),
            .init(
                "GEN.S.HSC", en: "Joint hire of satellite communication",
                nl: "Gezamenlijke inhuur van satellietcommunicatie"),
            .init(
                "GEN.S.OTH", en: "Other simple form (label required)",
                nl: "Andere eenvoudige vorm (omschrijving verplicht)"),
            .init(
                "GEN.I", en: "General cooperation, more intensive",
                nl: "Algemene samenwerking, meer intensief"),
            .init(
                "GEN.I.TRN", en: "Harmonisation of training and courses",
                nl: "Harmonisatie van opleidingen"),
            .init(
                "GEN.I.DOC", en: "Synchronisation of doctrines", nl: "Synchronisatie van doctrines"),
            .init(
                "GEN.I.PST", en: "Permanent posting of staff in each other's organisation",
                nl: "Permanente plaatsing van personeel in elkaars organisatie"),
            .init(
                "GEN.I.EXP", en: "Structural planning of joint exercises",
                nl: "Structurele planning van gezamenlijke oefeningen"),
            .init(
                "GEN.I.OTH", en: "Other intensive form (label required)",
                nl: "Andere intensieve vorm (omschrijving verplicht)"),
            .init(
                "GEN.I.INT", en: "Unit integrated in or placed under a partner's formation",
                nl: "Eenheid geïntegreerd in of onder bevel van een partnerformatie"),
            .init(
                "GEN.I.HQ", en: "Shared headquarters or staff",
                nl: "Gezamenlijk hoofdkwartier of gezamenlijke staf"),
            .init(
                "GEN.I.SCH", en: "Binational or multinational school or centre",
                nl: "Bi- of multinationale school of centrum"),
            .init(
                "GEN.I.POOL", en: "Pooled fleet or shared use of assets",
                nl: "Gebundelde vloot of gedeeld gebruik van middelen"),
            .init(
                "GEN.I.TASK", en: "Task taken in turns or for each other",
                nl: "Taak bij toerbeurt of voor elkaar uitgevoerd"),
            .init("MAT", en: "Materiel cooperation", nl: "Samenwerking op materieelgebied"),
            .init("MAT.ACQ", en: "Joint procurement", nl: "Gezamenlijke verwerving"),
            .init("MAT.DEV", en: "Joint development", nl: "Gezamenlijke ontwikkeling"),
            .init(
                "MAT.MNT", en: "Joint maintenance and logistics",
                nl: "Gezamenlijk onderhoud en logistiek"),
            .init("MAT.IND", en: "Industrial cooperation", nl: "Industriële samenwerking"),
            .init(
                "OPS", en: "Cooperation in operational deployment",
                nl: "Samenwerking bij operationele inzet"),
            .init(
                "OPS.DEP", en: "Joint deployment or contribution",
                nl: "Gezamenlijke inzet of bijdrage"),
            .init("OPS.STBY", en: "Standby force", nl: "Paraatheids- of snelle reactiemacht"),
        ])

    package static let scope = Vocabulary(
        "scope",
        [
            .init(
                "bilateral", en: "Bilateral, with a like-minded country",
                nl: "Bilateraal, apart met een gelijkgezind land"),
            .init(
                "multinational", en: "In a multinational framework", nl: "In multinationaal verband"
            ),
        ])

    package static let family = Vocabulary(
        "family",
        [
            .init("GEN", en: "General military cooperation", nl: "Algemene militaire samenwerking"),
            .init("MAT", en: "Materiel cooperation", nl: "Samenwerking op materieelgebied"),
            .init("OPS", en: "Operational deployment", nl: "Operationele inzet"),
        ])

    package static let intensity = Vocabulary(
        "intensity",
        [
            .init("simple", en: "Simple", nl: "Eenvoudig"),
            .init("intensive", en: "More intensive", nl: "Meer intensief"),
            .init("integrated", en: "Integrated (units or staffs merged)", nl: "Geïntegreerd"),
        ])

    package static let coopStatus = Vocabulary(
        "coop_status",
        [
            .init("proposed", en: "Proposed", nl: "Voorgesteld"),
            .init("exploring", en: "Being explored", nl: "In verkenning"),
            .init("agreed", en: "Agreed, not started", nl: "Overeengekomen"),
            .init("active", en: "Active", nl: "Actief"),
            .init("dormant", en: "Dormant", nl: "Slapend"),
            .init("ended", en: "Ended", nl: "Beëindigd"),
            .init("rejected", en: "Rejected", nl: "Afgewezen"),
        ])

    package static let framework = Vocabulary(
        "framework",
        [
            .init("NATO", en: "NATO", nl: "Navo"),
            .init("EU", en: "EU", nl: "EU"),
            .init("UN", en: "UN", nl: "VN"),
            .init("Benelux", en: "Benelux", nl: "Benelux"),
            .init("ad hoc", en: "Ad hoc", nl: "Ad hoc"),
        ])

    package static let direction = Vocabulary(
        "direction",
        [
            .init("deepen", en: "Deepen", nl: "Verdiepen"),
            .init("widen", en: "Widen", nl: "Verbreden"),
            .init("keep", en: "Keep", nl: "Handhaven"),
            .init("reduce", en: "Reduce", nl: "Verminderen"),
            .init("end", en: "End", nl: "Beëindigen"),
        ])

    package static let goalsBasis = Vocabulary(
        "goals_basis",
        [
            .init("stated", en: "Stated by the source", nl: "Door de bron genoemd"),
            .init("inferred", en: "Inferred by the analyst", nl: "Afgeleid door de analist"),
        ])

    package static let alone = Vocabulary(
        "alone",
        [
            .init("yes", en: "Yes", nl: "Ja"),
            .init("no", en: "No", nl: "Nee"),
            .init("no_longer", en: "No longer", nl: "Niet meer"),
            .init("not_known", en: "Not known", nl: "Niet bekend"),
        ])

    package static let ownParticipation = Vocabulary(
        "own_participation",
        [
            .init("yes", en: "Yes", nl: "Ja"),
            .init("no", en: "No", nl: "Nee"),
            .init("observer", en: "Observer", nl: "Waarnemer"),
            .init("not_known", en: "Not known", nl: "Niet bekend"),
        ])
}
