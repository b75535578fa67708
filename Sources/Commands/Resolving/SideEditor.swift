import Foundation
import Records
import Replica
import Store

/// A text with all its sides marked, for the person's own editor, as people know it from merges:
///
/// ```
/// <<<<<<< 1  E. Officer, on hague, 2026-03-01 09:04
/// …
/// =======
/// …
/// >>>>>>> 2  A. Attaché, on oslo, 2026-03-01 09:05
/// ```
struct SideEditor {
    private static let start = "<<<<<<< "
    private static let middle = "======="
    private static let end = ">>>>>>> "
    private static let remark = "# "

    let detail: ConflictDetail
    let context: Context
    let names: RecordNames

    /// What the person wrote; nil where the file was left as it was or emptied.
    ///
    /// - Throws: ``Failure`` where marks are left in it: nothing is settled then.
    func edited() throws -> String? {
        guard
            let editor = Editor(
                context.surroundings.variables, isInteractive: context.console.inIsTerminal)
        else { throw Failure(Wording.noEditor, hint: Wording.noEditorHint) }
        let directory = try context.replica().directory
        try directory.makeForms()
        let path = directory.forms + "/resolve-\(detail.record.id)-\(detail.row.field).txt"
        let before = try text()
        try DurableFile.write(Array(before.utf8), to: path, mode: 0o600)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try context.console.flush()
        try editor.edit(path, variables: context.surroundings.variables)
        guard let data = FileManager.default.contents(atPath: path),
            let after = String(validating: data, as: UTF8.self)
        else { throw Failure(Wording.formNotUTF8(path)) }
        return try Self.read(after, before: before)
    }

    static func read(_ after: String, before: String) throws(Failure) -> String? {
        guard after != before else { return nil }
        var lines = after.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines.removeAll { $0.hasPrefix(remark) || $0 == "#" }
        guard
            !lines.contains(where: {
                $0.hasPrefix(start) || $0 == middle || $0.hasPrefix(end)
            })
        else { throw Failure(Wording.marksLeft, hint: Wording.marksLeftHint) }
        while lines.last == "" { lines.removeLast() }
        while lines.first == "" { lines.removeFirst() }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    private func text() throws -> String {
        let entries = EntryText(context: context, names: names)
        let sides = ConflictSides.numbered(detail)
        var lines = Wording.editSides(names.name(of: detail.record), detail.row.field).spoken
            .split(separator: "\n").map { Self.remark + $0 }
        if let base = detail.base.first, base != .null {
            lines.append(
                Self.remark
                    + Wording.startedFrom(try names.text(base)).spoken
                    .replacingOccurrences(of: "\n", with: "\n" + Self.remark))
        }
        for (place, side) in sides.enumerated() {
            let who = "\(place + 1)  " + (side.writers.first.map { entries.line($0.entry) } ?? "")
            let text = try side.values.first.map { $0 == .null ? "" : try names.text($0) } ?? ""
            let isLast = place == sides.count - 1
            if !isLast { lines.append((place == 0 ? Self.start : Self.remark) + who) }
            lines.append(
                contentsOf: text.split(separator: "\n", omittingEmptySubsequences: false).map(
                    String.init))
            lines.append(isLast ? Self.end + who : Self.middle)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
