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
    private let detail: ConflictDetail
    private let context: Context
    private let names: RecordNames
    private let template: Template
    /// Another set of sides has another file: what was written on these is opened again on these alone.
    private let folder: OwnedFolder
    private let name: String
    private var path: String { folder.path + "/" + name }

    init(
        detail: ConflictDetail, context: Context, names: RecordNames
    ) throws {
        self.detail = detail
        self.context = context
        self.names = names
        template = try Template(detail, context, names)
        let mark = detail.record[detail.row.field]?.mark(of: detail.row.key) ?? ""
        folder = try context.forms().made()
        name = "resolve-\(detail.record.id)-\(detail.row.field)-\(mark).txt"
    }

    /// What the person wrote; nil where the file was left as it was or emptied. The file is kept until ``discard()``.
    ///
    /// - Throws: ``Failure`` where marks are left in it: nothing is settled then.
    func edited() throws -> String? {
        guard
            let editor = Editor(
                context.surroundings.variables, isInteractive: context.console.inIsTerminal)
        else { throw Failure(Wording.noEditor, hint: Wording.noEditorHint) }
        if folder.status(of: name) == nil {
            try folder.replace(name, with: Array(template.text.utf8), mode: 0o600)
        }
        try context.console.flush()
        try editor.edit(path, variables: context.surroundings.variables)
        guard let bytes = try folder.contents(of: name, .form(in: folder), limit: 64 << 20),
            let after = String(validating: bytes, as: UTF8.self)
        else { throw Failure(Wording.formNotUTF8(path)) }
        guard let text = template.read(after) else {
            throw Failure(Wording.marksLeft, hint: Wording.formIsKept(path))
        }
        if text.isEmpty || after == template.text {
            discard()
            return nil
        }
        return text
    }

    func discard() { folder.remove(name) }

    /// The text with its marks, and how to take them out again.
    private struct Template {
        let text: String
        /// Lines that are no part of any side.
        private let remarks: Set<String>
        private let marks: [String]

        init(
            _ detail: ConflictDetail, _ context: Context, _ names: RecordNames
        ) throws {
            let entries = EntryText(context: context, names: names)
            let sides = ConflictSides.numbered(detail)
            let texts = try sides.map { side in
                try side.values.first.map { $0 == .null ? "" : try names.text($0) } ?? ""
            }
            // As long as it takes to be told from the lines of the sides.
            var length = 7
            func mark(_ sign: String) -> String { String(repeating: sign, count: length) }
            while texts.contains(where: { text in
                ["<", "=", ">"].contains { text.contains(mark($0)) }
            }) { length += 1 }
            var lines: [String] = []
            var remarks: Set<String> = []
            func remark(_ text: String) {
                for line in text.split(separator: "\n") {
                    lines.append("# " + line)
                    remarks.insert("# " + line)
                }
            }
            remark(Wording.editSides(names.name(of: detail.record), detail.row.field).spoken)
            for contested in detail.merged?.contested ?? [] {
                remark(Wording.overlap(contested.base.trimmed).spoken)
            }
            if detail.merged == nil, let base = detail.base.first, base != .null {
                remark(Wording.startedFrom(try names.text(base)).spoken)
            }
            for (place, side) in sides.enumerated() {
                let who =
                    " \(place + 1)  "
                    + (try side.writers.first.map { try entries.line($0.entry) } ?? "")
                let isLast = place == sides.count - 1
                if place == 0 {
                    lines.append(mark("<") + who)
                } else if !isLast {
                    lines.append("#" + who)
                    remarks.insert("#" + who)
                }
                lines += texts[place].split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init)
                lines.append(isLast ? mark(">") + who : mark("="))
            }
            marks = ["<", "=", ">"].map(mark)
            self.remarks = remarks
            text = lines.joined(separator: "\n") + "\n"
        }

        /// Without the remarks; nil where marks are left.
        func read(_ after: String) -> String? {
            var lines = after.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
            lines.removeAll { remarks.contains($0) }
            guard !lines.contains(where: { line in marks.contains { line.hasPrefix($0) } }) else {
                return nil
            }
            while lines.last == "" { lines.removeLast() }
            while lines.first == "" { lines.removeFirst() }
            return lines.joined(separator: "\n")
        }
    }
}
