import Replica

extension Sized {
    /// Bytes of the database with its full signed history after load and both sides' edits, against the plain table's
    /// after the same.
    func storage() throws {
        let folder = stage.folder
        let messages = try stage.partnerEdits().edits
        _ = try (stage.loaded(), stage.plainLoaded())
        let plain = try folder.copy("plain.sqlite", to: "storage-plain.sqlite")
        _ = try stage.updatePlain(plain, stage.corpus.editsA)
        _ = try stage.updatePlain(plain, stage.corpus.editsB)
        try Database.checkpoint(plain)
        let path = try folder.copy("loaded", to: "storage")
        let database = DataDirectory(path).database
        do {
            let replica = try stage.open(path)
            for edit in stage.corpus.editsA { try stage.edit(replica, edit) }
            try Transcript.read(messages) { _ = try replica.apply($0, from: nil) }
        }
        try Database.checkpoint(database)
        let ours = try folder.size(of: "storage/" + database.dropFirst(path.count + 1))
        let theirs = try folder.size(of: "storage-plain.sqlite")
        try folder.remove("storage")
        try folder.remove("storage-plain.sqlite")
        report.add(
            .storageXPlain, stage.corpus, Double(ours) / Double(theirs),
            "\(ours) against \(theirs) bytes, "
                + "\(ours / count) against \(theirs / count) a record")
    }
}
