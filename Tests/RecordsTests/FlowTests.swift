import CRDT
import Causality
import Records
import Testing

struct FlowTests {
    @Test func `a later step beats an earlier one in either order`() throws {
        let flow = try #require(Flow.of(vocabulary: "activity_status"))
        for values in [["planned", "confirmed"], ["confirmed", "planned"]] {
            #expect(flow.shown(values).shown == "confirmed")
            #expect(flow.shown(values).open == [])
        }
    }

    @Test func `a stop is shown over every step and nobody is asked`() throws {
        let flow = try #require(Flow.of(vocabulary: "activity_status"))
        for step in flow.steps.joined() {
            #expect(flow.shown([step, "cancelled"]).shown == "cancelled")
            #expect(flow.shown([step, "cancelled"]).open == [])
        }
    }

    @Test func `two ends ask and the stop is the one shown`() throws {
        let flow = try #require(Flow.of(vocabulary: "activity_status"))
        let view = flow.shown(["held", "planned", "cancelled"])
        #expect(view.shown == "cancelled")
        #expect(view.open == ["cancelled", "held"])
    }

    @Test func `postponed is a branch and no stop`() throws {
        let flow = try #require(Flow.of(vocabulary: "activity_status"))
        #expect(flow.shown(["postponed", "confirmed"]).open == ["postponed", "confirmed"])
        #expect(flow.shown(["planned", "postponed"]).shown == "postponed")
        #expect(!flow.stops.contains("postponed"))
    }

    @Test func `a code that this version does not know waits for a person`() throws {
        let flow = try #require(Flow.of(vocabulary: "action_status"))
        #expect(flow.shown(["delegated", "open"]).open == ["delegated", "open"])
    }

    @Test func `every step is a code of its vocabulary and every code is on the path`() throws {
        for (name, flow) in Flow.all {
            let vocabulary = try #require(Schema.liaison.vocabularies[name])
            let codes = flow.steps.joined() + flow.ends
            #expect(Set(codes) == Set(vocabulary.terms.map(\.code)), "\(name)")
            #expect(codes.count == vocabulary.terms.count, "\(name)")
            #expect(flow.stops.allSatisfy(flow.ends.contains), "\(name)")
        }
    }

    @Test func `every field with a flow has a step table`() {
        for kind in Schema.liaison.kinds {
            for field in kind.fields where field.merge == .flow {
                guard case .code(let name) = field.type else {
                    Issue.record("\(kind.name).\(field.name) is no code")
                    continue
                }
                #expect(Flow.of(vocabulary: name) != nil, "\(kind.name).\(field.name)")
            }
        }
    }
}

struct FlowViewTests {
    private func view(_ values: [Value], field: String = "status") throws -> FieldView {
        let kind = try #require(Schema.liaison.kind("activity"))
        let writes = values.enumerated().map { place, value in
            LiveValue(key: .null, values: [value], stamp: stamp(UInt64(place + 1)))
        }
        return FieldView(
            of: writes, field: kind.field(field), storedType: .register, schema: .liaison)
    }

    @Test func `a cancellation is shown over a confirmation written later`() throws {
        let view = try view([.text("cancelled"), .text("confirmed")])
        #expect(view.content == .single(.text("cancelled")))
        #expect(view.open == [])
    }

    @Test func `held against cancelled is open`() throws {
        let view = try view([.text("cancelled"), .text("held")])
        #expect(view.open.map(\.sides) == [[.text("cancelled"), .text("held")]])
    }

    @Test func `clearing does not silently undo a stop`() throws {
        let view = try view([.text("cancelled"), .null])
        #expect(view.content == .single(.text("cancelled")))
        #expect(view.open.map(\.sides) == [[.text("cancelled"), .null]])
    }

    @Test func `the strictest marking is shown in any order`() throws {
        for values in [["DV", "PUB"], ["PUB", "DV"]] {
            let view = try view(values.map(Value.text), field: "marking")
            #expect(view.content == .single(.text("DV")))
            #expect(view.open == [])
        }
    }
}

private func stamp(_ lamport: UInt64) -> Stamp {
    Stamp(point: Point(chain: 0, number: lamport), lamport: lamport, tag: 0)
}
