package org.rostrum.access;

/**
 * The people who may read a meeting, as a condition: for statements that tell many people something of it, who may have
 * left its group or their organisation since they said that they take part. It says what {@link Act#READ} says, as
 * {@link ReadableMeetings} does for one person and many meetings; the same test compares it for everybody.
 */
public final class MeetingReaders {

    /**
     * Those who may follow the discussion, and so be named in it: what {@link Act#FOLLOW} says. Expects the aliases
     * {@code p} for the person, {@code m} for the meeting and {@code g} for its group.
     */
    public static final String FOLLOWERS = """
            (p.deactivated_at is null
              and (p.staff or (p.test_staff and g.visibility <> 'GROUP')
                or exists (select from invitation guest where guest.meeting_id = m.id and guest.person_id = p.id)
                or (exists (select from current_delegation own
                              join current_membership ms
                                on ms.organization_id = own.organization_id and ms.standing = 'ACTIVE'
                              join membership_right mr
                                on mr.level_code = ms.level_code and mr.right_code = 'PORTAL' and mr.extent = 'YES'
                             where own.person_id = p.id)
                    and (g.visibility <> 'GROUP'
                      or exists (select from current_office held where held.group_id = g.id and held.person_id = p.id)))))
            """;

    /** What a public group holds, everybody may read. The aliases are the same. */
    public static final String CONDITION =
            "((p.deactivated_at is null and g.visibility = 'PUBLIC') or " + FOLLOWERS + ")";

    /**
     * Those who may edit a meeting's agenda and so read its internal items, among those whom {@link #CONDITION} holds. It
     * says what {@link Act#EDIT_AGENDA} says, with the same aliases.
     */
    public static final String AGENDA_EDITORS = """
            (p.staff or (exists (select from current_office held
                                  where held.group_id = g.id and held.person_id = p.id
                                    and held.role in ('CHAIR', 'VICE_CHAIR', 'SECRETARY'))
              and exists (select from current_delegation own
                            join current_membership ms
                              on ms.organization_id = own.organization_id and ms.standing = 'ACTIVE'
                            join membership_right mr
                              on mr.level_code = ms.level_code and mr.right_code = 'PORTAL' and mr.extent = 'YES'
                           where own.person_id = p.id)))
            """;

    private MeetingReaders() {}
}
