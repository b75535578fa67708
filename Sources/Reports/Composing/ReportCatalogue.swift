/// Every report that there is, in the order in which they are listed.
package enum ReportCatalogue {
    package static let all: [any Report.Type] = [
        StateOfPlay.self, CountrySheet.self, VisitBrief.self, ByPartner.self, ByGoal.self,
        ByForm.self, ByScope.self, AgreementRegister.self, ExerciseCalendar.self,
        PostingOverview.self, CapabilityOverview.self, CostBenefit.self, ActionOverview.self,
        DisagreementOverview.self, ChangeOverview.self, AsKnown.self, Agenda.self,
    ]

    package static func named(_ name: String) -> (any Report.Type)? {
        all.first { $0.name == name }
    }
}
