extension Schema {
    /// All that this build knows: the kinds and vocabularies of the domain model.
    package static let liaison = Schema(
        kinds: [
            .partner, .cooperation, .agreement, .activity, .contribution, .capability, .project,
            .finance, .posting, .contact, .action, .note, .document, .term,
        ],
        vocabularies: [
            .goal, .form, .scope, .family, .intensity, .coopStatus, .framework, .direction,
            .goalsBasis, .alone, .ownParticipation, .partnerKind, .tier, .likeMinded, .alliance,
            .capabilityEffect, .capabilityClass, .instrument, .agreementStatus, .kingdomPart,
            .activityKind, .activityStatus, .clearanceStatus, .postingKind, .postingStatus,
            .accreditation, .actionKind, .actionStatus, .contributionStatus, .projectPhase,
            .noteKind, .noteState, .financeKind, .moneyBasis, .per, .marking, .confidence,
            .language,
            .termStatus,
        ],
        rules: Rule.all)
}
