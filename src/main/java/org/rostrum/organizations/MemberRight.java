package org.rostrum.organizations;

/** What a membership level may be entitled to. Which level has which right is data: the table membership_right. */
public enum MemberRight {
    CHAIR_ELECTION,
    VICE_CHAIR_ELECTION,
    WORK_ITEM_PROPOSAL,
    WORK_ITEM_SUPPORT,
    FORMAL_VOTE,
    CONSENSUS,
    PORTAL,
    DRAFTS,
    GROUP_MEETINGS,
    SPECIAL_EVENTS,
    PLENARY,
    TECHNICAL_APPEAL,
    PROCEDURAL_APPEAL
}
