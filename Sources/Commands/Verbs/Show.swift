import ArgumentParser
import Records
import Store

/// `liaison show ID`: one record, with every side of its open conflicts.
struct Show: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: Wording.showAbstract.spoken)
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var output: JSONOption

    @Argument(help: Wording.helpID.help("id"), completion: .custom(CompletionContext.records))
    var ids: [String]

    func run(_ context: Context) async throws {
        let names = RecordNames(try context.replica())
        var documents: [JSONOutput] = []
        for (place, id) in ids.enumerated() {
            let record = try context.record(id)
            if output.json {
                documents.append(try names.json(record))
                continue
            }
            if place > 0 { try context.console.print() }
            let text = RecordText(record: record, names: names, columns: context.console.columns)
            for line in try text.lines() { try context.console.print(line) }
        }
        guard output.json else { return }
        if documents.count == 1, let only = documents.first {
            try context.console.print(only)
        } else {
            try context.console.print(JSONOutput.array(documents))
        }
    }
}
