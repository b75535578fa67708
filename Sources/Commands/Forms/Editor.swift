import Foundation

/// The person's own editor, run in the foreground of the terminal.
struct Editor {
    let command: String

    /// `VISUAL`, `EDITOR`, and on a terminal `sensible-editor` or `vi`; nil where nobody could type.
    init?(_ variables: [String: String], isInteractive: Bool) {
        for name in ["VISUAL", "EDITOR"] {
            if let command = variables[name], !command.isEmpty {
                self.command = command
                return
            }
        }
        guard isInteractive else { return nil }
        let sensible = "/usr/bin/sensible-editor"
        command = FileManager.default.isExecutableFile(atPath: sensible) ? sensible : "vi"
    }

    /// Opens a file and waits until the editor is closed.
    ///
    /// - Throws: ``Failure`` when it cannot be started or did not end well; the file is then as it left it.
    func edit(_ path: String, variables: [String: String]) throws(Failure) {
        // The shell reads the command, for `EDITOR` may hold arguments; the file is an argument of its own. In the
        // group of the terminal's foreground, or the editor could not read from it.
        let arguments = ["sh", "-c", command + " \"$1\"", "sh", path]
        let ended: ChildProcess.End
        do {
            ended = try ChildProcess.run(
                "/bin/sh", arguments, variables: variables, ignoringKeyboardSignals: true)
        } catch {
            throw Failure(
                Wording.editorNotStarted(command), causedBy: [Wording.verbatim(error.reason)])
        }
        guard ended == .exited(0) else {
            throw Failure(Wording.editorEnded(command), hint: Wording.formIsKept(path))
        }
    }
}
