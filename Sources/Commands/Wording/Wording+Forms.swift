import Records

/// Forms in the person's editor.
extension Wording {
    static func formTitle(_ kind: String, _ label: Label, _ name: String?) -> Label {
        Label(
            en: name.map { "\(label.en) \($0)" } ?? "new: \(label.en) (\(kind))",
            nl: name.map { "\(label.nl) \($0)" } ?? "nieuw: \(label.nl) (\(kind))")
    }
    static let formHowTo = Label(
        en: """
            Fill in, save, close. Lines with # are not read. An emptied field is cleared; a field whose line
            is gone is left alone. An unchanged form saves nothing. In a log, "+: text" adds an entry.
            """,
        nl: """
            Vul in, sla op, sluit. Regels met # worden niet gelezen. Een leeggemaakt veld wordt gewist; een veld
            waarvan de regel weg is blijft zoals het is. Een ongewijzigd formulier slaat niets op. In een logboek
            voegt "+: tekst" een regel toe.
            """)
    static func formUnknownFields(_ names: [String]) -> Label {
        let text = names.joined(separator: ", ")
        return Label(
            en: "not known to this version, and kept: \(text)",
            nl: "onbekend in deze versie, en bewaard: \(text)")
    }
    static let formNotFields = Label(
        en: "write one field on a line, as field: value",
        nl: "schrijf één veld per regel, als veld: waarde")
    static func formUnknownField(_ nearest: [String]) -> Label {
        let text = nearest.joined(separator: ", ")
        return Label(
            en: "no such field" + (text.isEmpty ? "" : "; did you mean \(text)?"),
            nl: "dit veld is er niet" + (text.isEmpty ? "" : "; bedoelt u \(text)?"))
    }
    static let formNotOneValue = Label(en: "one value belongs here", nl: "hier hoort één waarde")
    static let formNotPairs = Label(
        en: "key: value belongs here, indented, one on a line",
        nl: "hier hoort sleutel: waarde, ingesprongen, één per regel")
    static func formNotYAML(_ problem: String) -> Label {
        let text = problem.isEmpty ? "" : ": " + problem
        return Label(
            en: "this cannot be read\(text); put text with : or # between double quotes",
            nl: "dit is niet te lezen\(text); zet tekst met : of # tussen dubbele aanhalingstekens")
    }
    static let formTwice = Label(en: "this stands here twice", nl: "dit staat er twee keer")
    static func formRequired(_ names: [String]) -> Label {
        let text = names.joined(separator: ", ")
        return Label(en: "required: \(text)", nl: "verplicht: \(text)")
    }
    static let emptyForm = Label(
        en: "the form was left empty: nothing was added",
        nl: "het formulier bleef leeg: er is niets toegevoegd")
    static func formContinued(_ since: String) -> Label {
        Label(
            en: "this is the form of \(since) that was not saved; --fresh begins a new one",
            nl: "dit is het formulier van \(since) dat niet is opgeslagen; --fresh begint een nieuw"
        )
    }
    static func formGivenBack(_ count: Int) -> Label {
        Label(
            en: "mistakes in the form: \(count); it is opened again with each beside its line",
            nl:
                "fouten in het formulier: \(count); het wordt weer geopend met elke fout bij zijn regel"
        )
    }
    static func formHasMistakes(_ count: Int) -> Label {
        Label(
            en: "the form still has mistakes (\(count)): nothing was saved",
            nl: "het formulier heeft nog fouten (\(count)): er is niets opgeslagen")
    }
    static func atLine(_ line: Int, _ text: String) -> Label {
        Label(en: "line \(line): \(text)", nl: "regel \(line): \(text)")
    }
    static func formIsKept(_ path: String) -> Label {
        Label(
            en: "the form is kept in \(path); the same command opens it again",
            nl: "het formulier is bewaard in \(path); hetzelfde commando opent het weer")
    }
    static func formInUse(_ path: String) -> Label {
        Label(
            en: "this form is open in another editor: \(path)",
            nl: "dit formulier is open in een andere editor: \(path)")
    }
    static func formGone(_ path: String) -> Label {
        Label(en: "the form is gone: \(path)", nl: "het formulier is weg: \(path)")
    }
    static func formNotUTF8(_ path: String) -> Label {
        Label(
            en: "the form is not UTF-8 text: \(path)",
            nl: "het formulier is geen UTF-8-tekst: \(path)")
    }
    static let formOfAnother = Label(
        en: "the form was opened on another database; --fresh begins a new one",
        nl: "het formulier is geopend op een andere database; --fresh begint een nieuw")
    static func editorNotStarted(_ command: String) -> Label {
        Label(en: "cannot start the editor \(command)", nl: "kan de editor \(command) niet starten")
    }
    static func editorEnded(_ command: String) -> Label {
        Label(
            en: "the editor \(command) did not end well: nothing was saved",
            nl: "de editor \(command) is niet goed geëindigd: er is niets opgeslagen")
    }
}
