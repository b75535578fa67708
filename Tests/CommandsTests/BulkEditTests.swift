import Commands
import Records
import Testing

/// One edit of many records, by the rules of the domain.
struct BulkEditTests {
    @Test func `a record that a rule would not let be so is left as it is, and named`() async throws
    {
        let world = try World(schema: .liaison)
        try await world.run(["init"])
        for (handle, start) in [("early", "2014"), ("late", "2020")] {
            let added = try await world.run(
                [
                    "add", "activity", "--kind", "exercise", "--title-en", handle, "--title-nl",
                    handle, "--handle",
                    handle,
                    "--status", "planned", "--marking", "PUB", "--start", start,
                ])
            #expect(added.status == .done, "\(added.err)")
        }
        let ran = try await world.run([
            "edit", "activity", "--where", "start>=2014", "--end", "2018",
        ])
        #expect(ran.status == .refused)
        #expect(ran.out == "1 changed, 0 unchanged, 1 refused\n")
        #expect(ran.err.hasPrefix("error: activity:late: V1"), "\(ran.err)")
        let listed = try await world.run(["list", "activity", "--where", "end=2018"]).out
        #expect(listed.contains("activity:early") && !listed.contains("activity:late"))
    }
}
