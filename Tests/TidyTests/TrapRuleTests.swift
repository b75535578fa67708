import Testing

/// The rules against traps, on lines that break them and on lines that only look as if.
struct TrapRuleTests {
    private func findings(_ source: String, in target: String = "Records") -> [Int] {
        TrapRules.check(SourceFile(path: "Sources/\(target)/Bad.swift", source: source))
            .map(\.line)
    }

    @Test(arguments: [
        "let a: Double = 1\nlet b = String(Int(a))",
        "let b = record.number(\"seats\")\nlet c = Int(b)",
        "let n = 0\nlet point = UInt64(select.int(1))", "let n = 0\nlet left = UInt64(a.count - b)",
        "let n = 0\nprecondition(number <= most)", "let n = 0\n    preconditionFailure(\"never\")",
        "let n = 0\ntotal += Int(clamping: pushed.applied)", "let n = 0\nx = header.lamport + 1",
        "let n = 0\nlet next = (memory.throughSeq) + 1",
        "let n = 0\nlet zeros = String(repeating: \"0\", count: 4 - digits.count)",
        "let n = 0\nlet chain = chains[Int(select.int(0))]", "let n = 0\nlet far = abs(exponent)",
        "let n = 0\nlet all = Dictionary(uniqueKeysWithValues: pairs)",
    ])
    func `what traps on somebody else's number is found`(source: String) {
        #expect(findings(source) == [2])
    }

    @Test(arguments: [
        "let a: Double = 1\nlet b = Int(clamping: c)", "let b = Int(count)",
        "let a: Double = 1\nlet b = Int(exactly: a)", "let n = UInt64(limit)",
        "let point = UInt64(clamping: select.int(1))", "let left = UInt64(max(0, a - b))",
        "// precondition(this)", "let text = \"assert(it)\"", "total += applied.count",
        "x = header.lamport &+ 1", "let newest = store.newestSeq > 4",
        "String(repeating: \"0\", count: max(0, 4 - digits.count))", "let far = a.magnitude",
        "let chain = chains[chain]",
        "abs(a) // safe: a day is far from the least number",
        "// safe: two declarations of one name are a fault of ours\n// and found by every test.\nlet all = Dictionary(uniqueKeysWithValues: pairs)",
    ])
    func `what only looks like it is not, nor what says why it is safe`(source: String) {
        #expect(findings(source) == [])
    }

    @Test func `a reason has to be one`() {
        #expect(findings("abs(a) // safe: yes") == [1])
        #expect(findings("// safe: a reason for another line\nlet b = 1\nabs(a)") == [3])
    }

    @Test func `targets that touch only what we wrote are left alone`() {
        #expect(findings("precondition(true)", in: "Commands") == [])
    }
}
