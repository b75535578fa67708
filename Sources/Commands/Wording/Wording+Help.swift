import Records

/// Help: what verbs and options are for.
extension Wording {
    static let rootAbstract = Label(
        en:
            "Partner cooperation records, edited on your own machine and reconciled when machines meet.",
        nl:
            "Records over samenwerking met partners: bewerkt op de eigen machine, gelijkgetrokken zodra machines elkaar "
            + "ontmoeten.")
    static let rootDiscussion = Label(
        en:
            "A record is named by its handle (coop:benesam), its id, or the first characters of the id. `liaison add "
            + "KIND --help` lists the fields of a kind.\n\nExit codes: 0 done, 1 refused, 2 done and conflicts are open "
            + "(with --check), 64 usage, 70 a bug or a damaged database, 75 peer unreachable (work kept), 130 "
            + "interrupted.",
        nl:
            "Een record heet naar zijn kenmerk (coop:benesam), zijn id, of de eerste tekens daarvan. `liaison add SOORT "
            + "--help` toont de velden van een soort.\n\nUitgangscodes: 0 gedaan, 1 geweigerd, 2 gedaan en er zijn open "
            + "conflicten (met --check), 64 gebruik, 70 een programmafout of een beschadigde database, 75 ander "
            + "onbereikbaar (werk bewaard), 130 onderbroken.")
    static let groupRecords = Label(en: "Records", nl: "Records")
    static let groupConflicts = Label(en: "Conflicts", nl: "Conflicten")
    static let groupHistory = Label(en: "History", nl: "Geschiedenis")
    static let groupExchange = Label(en: "Exchange", nl: "Uitwisseling")
    static let groupNode = Label(en: "This node", nl: "Dit knooppunt")

    static let helpData = Label(
        en: "Folder of the data (default: LIAISON_HOME, else ~/.local/share/liaison).",
        nl: "Map van de gegevens (standaard: LIAISON_HOME, anders ~/.local/share/liaison).")
    static let helpAuthor = Label(
        en: "Who edits (default: the name given at init).",
        nl: "Wie bewerkt (standaard: de naam van init).")
    static let helpLang = Label(en: "Language: en or nl.", nl: "Taal: en of nl.")
    static let helpJSON = Label(en: "Print JSON.", nl: "Druk JSON af.")
    static let helpID = Label(
        en: "Handle, id, or the beginning of an id.", nl: "Kenmerk, id, of het begin van een id.")
    static let helpMessage = Label(
        en: "Why; others read it in the history.",
        nl: "Waarom; anderen lezen het in de geschiedenis.")
    static let helpClear = Label(en: "Empty a field.", nl: "Maak een veld leeg.")
    static let helpOverBoth = Label(
        en: "Write over all sides of a conflict, and say why.",
        nl: "Schrijf over alle kanten van een conflict heen, en zeg waarom.")
    static let helpFresh = Label(
        en: "Forget a form that was not saved.", nl: "Vergeet een formulier dat niet is opgeslagen."
    )
    static let helpCheck = Label(
        en: "End with code 2 where conflicts are open.",
        nl: "Eindig met code 2 als er conflicten open zijn.")
    static let helpLimit = Label(en: "At most so many.", nl: "Ten hoogste zoveel.")

    static let initAbstract = Label(
        en: "Make a node on this machine.", nl: "Maak een knooppunt op deze machine.")
    static let initDiscussion = Label(
        en:
            "Makes the database and this device's keys. Give the device id that it prints to those you exchange with.",
        nl:
            "Maakt de database en de sleutels van dit apparaat. Geef het apparaat-id aan wie met u uitwisselt."
    )
    static let helpDeviceName = Label(
        en: "What others see this device called (default: the host name).",
        nl: "Hoe anderen dit apparaat zien (standaard: de hostnaam).")

    static let addAbstract = Label(en: "Add a record.", nl: "Voeg een record toe.")
    static let addDiscussion = Label(
        en:
            "Fields are flags that follow from the kind: `liaison add KIND --help` lists them. Without fields a form "
            + "opens in VISUAL or EDITOR. --from ID begins with what that record holds, less its handle, numbers and logs.",
        nl:
            "Velden zijn vlaggen die uit de soort volgen: `liaison add SOORT --help` toont ze. Zonder velden opent een "
            + "formulier in VISUAL of EDITOR. --from ID begint met wat dat record bevat, zonder kenmerk, nummers en "
            + "verslagen.")
    static let helpAddWords = Label(en: "Kind, then its fields.", nl: "Soort, dan de velden.")
    static let editAbstract = Label(en: "Change a record.", nl: "Wijzig een record.")
    static let editDiscussion = Label(
        en:
            "`liaison edit ID --help` lists the fields. Without fields a form opens in VISUAL or EDITOR; it is kept "
            + "until it is saved. With --where FILTER the same edit is made of every record of a kind that fits, as one "
            + "change; --set FIELD=VALUE is the same as --FIELD VALUE, --dry-run shows each change, --yes asks nothing.",
        nl:
            "`liaison edit ID --help` toont de velden. Zonder velden opent een formulier in VISUAL of EDITOR; het wordt "
            + "bewaard tot het is opgeslagen. Met --where FILTER wordt elk record van een soort dat past zo bewerkt, als "
            + "één wijziging; --set VELD=WAARDE is hetzelfde als --VELD WAARDE, --dry-run toont elke wijziging, --yes "
            + "vraagt niets.")
    static let helpEditWords = Label(en: "Record, then its fields.", nl: "Record, dan de velden.")
    static let showAbstract = Label(
        en: "Show records with every side of their conflicts.",
        nl: "Toon records met alle kanten van hun conflicten.")
    static let listAbstract = Label(en: "List records.", nl: "Toon een lijst van records.")
    static let listDiscussion = Label(
        en: "! marks open conflicts, - withdrawn records.",
        nl: "! betekent open conflicten, - ingetrokken.")
    static let helpListKind = Label(en: "Kind (default: all).", nl: "Soort (standaard: alle).")
    static let helpWhere = Label(
        en: "field=value, !=, ~ (contains), <, >, <=, >=; several must all hold.",
        nl: "veld=waarde, !=, ~ (bevat), <, >, <=, >=; meer dan een moeten alle gelden.")
    static let helpSort = Label(
        en: "Field to sort by; -FIELD for the reverse.",
        nl: "Veld om op te sorteren; -VELD andersom.")
    static let helpColumns = Label(
        en: "Fields to show, with commas.", nl: "Velden om te tonen, met komma's.")
    static let helpAll = Label(en: "Withdrawn records too.", nl: "Ook ingetrokken records.")
    static let helpOnlyConflicts = Label(
        en: "Only records with open conflicts.", nl: "Alleen records met open conflicten.")
    static let withdrawAbstract = Label(en: "Hide a record.", nl: "Trek een record in.")
    static let withdrawDiscussion = Label(
        en:
            "Nothing is removed. An edit by somebody who did not know brings the record back, marked. Where others refer "
            + "to the record they are shown, and it is withdrawn with a yes at the terminal, or --yes.",
        nl:
            "Er wordt niets verwijderd. Een bewerking door iemand die het niet wist haalt het record gemarkeerd terug. "
            + "Waar andere ernaar verwijzen worden die getoond, en het wordt ingetrokken na een ja aan de terminal, of "
            + "met --yes.")
    static let reinstateAbstract = Label(
        en: "Bring a withdrawn record back.", nl: "Haal een ingetrokken record terug.")
    static let logAbstract = Label(
        en: "Show who changed a record, a dossier or anything, when and why, newest first.",
        nl:
            "Toon wie een record, een dossier of wat dan ook wijzigde, wanneer en waarom, nieuwste eerst."
    )
    static let helpLogField = Label(
        en: "Only changes of this field.", nl: "Alleen wijzigingen van dit veld.")

    static let conflictsAbstract = Label(
        en: "Show what people disagree on.", nl: "Toon waarover onenigheid is.")
    static let conflictsDiscussion = Label(
        en:
            "Without ID a list; with ID each side: who, when, where, why, and what all started from.",
        nl:
            "Zonder ID een lijst; met ID elke kant: wie, wanneer, waar, waarom, en waar allen bij begonnen."
    )
    static let helpConflictsID = Label(en: "One record.", nl: "Eén record.")
    static let resolveAbstract = Label(en: "Settle a conflict.", nl: "Beslis een conflict.")
    static let resolveDiscussion = Label(
        en:
            "Takes one of the sides that `liaison conflicts ID` numbers, or a new value; the reason goes into the "
            + "history. Without --take, --value or --editor it goes through the conflicts with you, one after the other, "
            + "and writes nothing that you have not confirmed. A rule settles many: --take ours, theirs, latest or "
            + "from:DEVICE, with --kind, --where or --mine; --dry-run shows what it would do.",
        nl:
            "Neemt een van de kanten die `liaison conflicts ID` nummert, of een nieuwe waarde; de reden komt in de "
            + "geschiedenis. Zonder --take, --value of --editor loopt het de conflicten met je langs, een voor een, en "
            + "schrijft niets wat je niet hebt bevestigd. Een regel beslist er veel: --take ours, theirs, latest of "
            + "from:APPARAAT, met --kind, --where of --mine; --dry-run toont wat er zou gebeuren.")
    static let helpResolveID = Label(
        en: "Handle, id or the beginning of an id; all records without it.",
        nl: "Kenmerk, id of begin van een id; zonder dit alle records.")
    static let helpResolveEditor = Label(
        en: "Write the text in your editor, with all sides marked.",
        nl: "Schrijf de tekst in je editor, met alle kanten gemarkeerd.")
    static let helpResolveField = Label(
        en: "Field; needed where more than one is in conflict.",
        nl: "Veld; nodig als er meer dan een in conflict is.")
    static let helpKey = Label(
        en: "Key of a map or a log that is in conflict.", nl: "Sleutel die in conflict is.")
    static let helpTake = Label(
        en:
            "The side to take: its number, merged (a text with all of them), ours, theirs, latest (the later one) or "
            + "from:DEVICE.",
        nl:
            "De kant om te nemen: het nummer, merged (een tekst met alle), ours (van hier), theirs (van elders), latest (de latere) of "
            + "from:APPARAAT.")
    static let helpValue = Label(
        en: "New value over all sides; empty clears.",
        nl: "Nieuwe waarde over alle kanten; leeg wist.")
    static let helpReason = Label(en: "Why (required).", nl: "Waarom (verplicht).")

    static let peerAbstract = Label(
        en: "The devices to exchange with.", nl: "De apparaten om mee uit te wisselen.")
    static let peerDiscussion = Label(
        en: "A device that is not listed gets no data.",
        nl: "Een apparaat dat er niet bij staat krijgt geen gegevens.")
    static let peerAddAbstract = Label(en: "Add a device.", nl: "Voeg een apparaat toe.")
    static let peerAddDiscussion = Label(
        en:
            "The device id pins who is at the other end: compare it with what `liaison status` shows there.",
        nl:
            "Het apparaat-id legt vast wie aan de andere kant zit: vergelijk het met `liaison status` daar."
    )
    static let peerListAbstract = Label(en: "List the devices.", nl: "Toon de apparaten.")
    static let peerRemoveAbstract = Label(
        en: "Remove a device; what came from it stays.",
        nl: "Verwijder een apparaat; wat ervan kwam blijft.")
    static let helpPeerName = Label(en: "What you call it.", nl: "Hoe u het noemt.")
    static let helpDevice = Label(
        en: "Its device id, 64 hexadecimal digits.", nl: "Het apparaat-id, 64 hexadecimale cijfers."
    )
    static let helpURL = Label(
        en: "Where to dial it, https://host:port; none if it dials us.",
        nl: "Waar het te bellen is, https://host:poort; niets als het ons belt.")
    static let statusAbstract = Label(
        en: "Show this node, its conflicts and its peers.",
        nl: "Toon dit knooppunt, de conflicten en de anderen.")
    static let backupAbstract = Label(
        en: "Copy the database to a file while work goes on.",
        nl: "Kopieer de database naar een bestand terwijl het werk doorgaat.")
    static let backupDiscussion = Label(
        en: "The copy holds no key; put back, this device goes on under a new name.",
        nl:
            "De kopie bevat geen sleutel; teruggezet gaat dit apparaat verder onder een nieuwe naam."
    )
    static let helpBackupFile = Label(
        en: "File that does not exist yet.", nl: "Bestand dat nog niet bestaat.")
    static let restoreAbstract = Label(
        en: "Put a backup in the place of the database.",
        nl: "Zet een reservekopie op de plaats van de database.")
    static let restoreDiscussion = Label(
        en: "The database that was there is kept beside it. Refused while the daemon has it open.",
        nl:
            "De database die er stond blijft ernaast bewaard. Geweigerd zolang de daemon haar open heeft."
    )
    static let helpRestoreFile = Label(en: "The backup.", nl: "De reservekopie.")
    static let verifyAbstract = Label(
        en: "Check everything and change nothing.", nl: "Controleer alles en verander niets.")
    static let verifyDiscussion = Label(
        en: "Checks the file, every change and signature, and folds the log anew to compare.",
        nl:
            "Controleert het bestand, elke wijziging en handtekening, en vouwt het logboek opnieuw om te vergelijken."
    )
    static let rebuildAbstract = Label(
        en: "Make records and tables anew from the log.",
        nl: "Maak records en tabellen opnieuw uit het logboek.")
    static let completionsAbstract = Label(
        en: "Print a completion script for your shell.",
        nl: "Druk een aanvulscript af voor uw shell.")
    static let completionsDiscussion = Label(
        en: "bash: liaison completions bash > ~/.local/share/bash-completion/completions/liaison",
        nl: "bash: liaison completions bash > ~/.local/share/bash-completion/completions/liaison")
    static let helpShell = Label(en: "bash, zsh or fish.", nl: "bash, zsh of fish.")
    static let unknownShell = Label(en: "this shell is not known", nl: "deze shell is niet bekend")
}
