package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewer;
import org.rostrum.access.Viewers;
import org.rostrum.meetings.MeetingId;
import org.rostrum.organizations.OrganizationId;
import org.rostrum.shared.Refusal;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Cast;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.RostrumTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Organisations that stand behind a contribution: each is asked, and answers for itself. */
@RostrumTest
class SignatureTests {

    private final Submissions submissions;
    private final Signatures signatures;
    private final Contributions contributions;
    private final Newcomers newcomers;
    private final JdbcClient jdbc;
    private final MockMvcTester mvc;
    private final OwnGroup own;
    private final Viewer author;

    private Gathering meeting;

    SignatureTests(
            Submissions submissions,
            Signatures signatures,
            Contributions contributions,
            Newcomers newcomers,
            JdbcClient jdbc,
            MockMvcTester mvc,
            Viewers viewers,
            Body body) {
        this.submissions = submissions;
        this.signatures = signatures;
        this.contributions = contributions;
        this.newcomers = newcomers;
        this.jdbc = jdbc;
        this.mvc = mvc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.author = own.as(own.delegate);
        this.meeting = own.meetingIn(Duration.ofDays(20));
    }

    @BeforeEach
    void aMeetingOfItsOwn() {
        meeting = own.meetingIn(Duration.ofDays(20));
    }

    private ContributionView reserved(ContributionType type, @Nullable String source) {
        return submissions.reserve(
                new MeetingId(meeting.id()),
                new Reservation(type, Purpose.AGREEMENT, "Together", "", source, null, null),
                null,
                author);
    }

    private String source(ContributionView paper) {
        return contributions.require(paper.id(), author).row().source();
    }

    private SignatureView ask(ContributionView paper, SignatureKind kind, OrganizationId organization) {
        return signatures
                .ask(paper.id(), kind, organization.toString(), null, author)
                .getLast();
    }

    private String name(OrganizationId organization) {
        return jdbc.sql("select name from organization where id = ?")
                .param(organization.value())
                .query(String.class)
                .single();
    }

    private List<String> told(Newcomer person) {
        return jdbc.sql("select type from notice where person_id = ? order by id")
                .param(person.id().value())
                .query((row, n) -> row.getString("type"))
                .list();
    }

    private static void refused(String words, Runnable work) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(work::run).withMessageContaining(words);
    }

    @Test
    void whoSignsIsASourceFromThenOnAndNoLongerOnceTheyTakeItBack() {
        OrganizationId member = newcomers.member("strategic");
        Newcomer signer = newcomers.delegate(member);
        Newcomer colleague = newcomers.delegate(member);
        ContributionView paper = reserved(ContributionType.INP, null);
        String own = paper.row().source();
        SignatureView asked = signatures
                .ask(paper.id(), SignatureKind.SOURCE, member.toString(), signer.name(), author)
                .getLast();
        assertThat(source(paper)).isEqualTo(own);
        assertThat(told(signer)).containsExactly("signature.asked");
        assertThat(told(colleague)).isEmpty();
        assertThat(signatures.waiting(this.own.as(signer), 5)).hasSize(1);
        assertThat(signatures.waiting(this.own.as(colleague), 5)).isEmpty();

        signatures.sign(paper.id(), asked.id(), "Gladly", this.own.as(signer));
        assertThat(source(paper)).isEqualTo(own + ", " + name(member));
        assertThat(told(this.own.delegate)).containsExactly("signature.answered");
        assertThat(signatures.waiting(this.own.as(signer), 5)).isEmpty();

        signatures.takeBack(paper.id(), asked.id(), null, this.own.as(colleague));
        assertThat(source(paper)).isEqualTo(own);
        signatures.sign(paper.id(), asked.id(), null, this.own.as(signer));
        assertThat(source(paper)).isEqualTo(own + ", " + name(member));
        assertThat(jdbc.sql("""
                        select event::jsonb #>> '{data,state}' from room_event where room_id = ? and type = 'contribution.signature'
                         order by seq""").param(meeting.room()).query(String.class).list())
                .containsExactly("ASKED", "SIGNED", "TAKEN_BACK", "SIGNED");

        jdbc.sql("update contribution set state = 'WITHDRAWN', withdrawn_at = now() where id = ?")
                .param(paper.id().value())
                .update();
        refused("withdrawn", () -> signatures.takeBack(paper.id(), asked.id(), null, this.own.as(signer)));
    }

    @Test
    void whatIsNotAskedIsRefusedInWords() {
        OrganizationId member = newcomers.member("strategic");
        Newcomer signer = newcomers.delegate(member);
        ContributionView paper = reserved(ContributionType.INP, null);
        SignatureView asked = ask(paper, SignatureKind.SOURCE, member);
        refused("was asked already", () -> ask(paper, SignatureKind.SOURCE, member));
        refused("comes from this organisation already", () -> ask(paper, SignatureKind.SOURCE, own()));
        refused("Only a work item", () -> ask(paper, SignatureKind.SUPPORT, member));
        refused("Nobody of", () -> ask(paper, SignatureKind.SOURCE, newcomers.member("strategic")));
        OrganizationId other = newcomers.member("strategic");
        newcomers.delegate(other);
        refused(
                "no delegate of this name",
                () -> signatures.ask(paper.id(), SignatureKind.SOURCE, other.toString(), signer.name(), author));
        refused(
                "no such member",
                () -> signatures.ask(paper.id(), SignatureKind.SOURCE, "Nobody at all", null, author));
        suspend(other);
        refused("suspended", () -> ask(paper, SignatureKind.SOURCE, other));
        refused("Only delegates of", () -> signatures.sign(paper.id(), asked.id(), null, own.as(own.secretary)));
        refused("Only delegates of", () -> signatures.sign(paper.id(), asked.id(), null, author));
        refused(
                "revise",
                () -> signatures.ask(paper.id(), SignatureKind.SOURCE, other.toString(), null, own.as(own.secretary)));
        signatures.sign(paper.id(), asked.id(), null, own.as(signer));
        refused("has signed already", () -> ask(paper, SignatureKind.SOURCE, member));
        refused("only it can take back", () -> signatures.withdraw(paper.id(), asked.id(), author));
    }

    private OrganizationId own() {
        return java.util.Objects.requireNonNull(author.organization()).id();
    }

    private void suspend(OrganizationId organization) {
        jdbc.sql("update membership set standing = 'SUSPENDED', reason = 'Dues' where organization_id = ?")
                .param(organization.value())
                .update();
    }

    @Test
    void aMemberTypedAsSourceIsAskedAndABodyThatIsNoMemberIsNot() {
        OrganizationId member = newcomers.member("strategic");
        Newcomer signer = newcomers.delegate(member);
        String ownName = java.util.Objects.requireNonNull(author.organizationName());
        ContributionView paper =
                reserved(ContributionType.INP, ownName + ", " + name(member) + ", Imaginary Metering Forum");
        assertThat(source(paper)).isEqualTo(ownName + ", Imaginary Metering Forum");
        assertThat(told(signer)).containsExactly("signature.asked");
        SignatureView asked = signatures.of(paper).getFirst();
        signatures.decline(paper.id(), asked.id(), "Not ours", own.as(signer));
        assertThat(source(paper)).isEqualTo(ownName + ", Imaginary Metering Forum");
        assertThat(ask(paper, SignatureKind.SOURCE, member).state()).isEqualTo(SignatureState.ASKED);
        refused("asked again since", () -> signatures.sign(paper.id(), asked.id(), null, own.as(signer)));
    }

    @Test
    void aWorkItemCountsTheOrganisationsThatSupportIt() {
        ContributionView work = reserved(ContributionType.WID, null);
        OrganizationId member = newcomers.member("essential");
        Newcomer signer = newcomers.delegate(member);
        SignatureView asked = ask(work, SignatureKind.SUPPORT, member);
        String page = "/contributions/" + work.id();
        var reader = Body.signedIn(Cast.DANA);
        assertThat(mvc.get().uri(page).with(reader))
                .bodyText()
                .contains("0 of " + signatures.supportersNeeded() + " supporting organisations");
        signatures.sign(work.id(), asked.id(), null, own.as(signer));
        assertThat(mvc.get().uri(page).with(reader))
                .bodyText()
                .contains("1 of " + signatures.supportersNeeded() + " supporting organisations", name(member));
        assertThat(source(work)).doesNotContain(name(member));
        jdbc.sql("""
                        insert into membership_level (code, name, vote_weight, position)
                        values ('onlooker', 'Onlooker', 0, 99) on conflict do nothing""").update();
        OrganizationId onlooker = newcomers.member("onlooker");
        newcomers.delegate(onlooker);
        refused("does not count towards the support", () -> ask(work, SignatureKind.SUPPORT, onlooker));
    }

    @Test
    void outsidersLearnNothingAndProgramsDoItToo() {
        ContributionView paper = reserved(ContributionType.INP, null);
        OrganizationId examplecom = new OrganizationId(Cast.Company.EXAMPLECOM.id());
        String asked = ask(paper, SignatureKind.SOURCE, examplecom).id().toString();
        String api = "/api/v1/contributions/" + paper.id() + "/signatures";
        String page = "/contributions/" + paper.id() + "/signatures/" + asked;
        String stranger = "Bearer " + newcomers.person().token();
        assertThat(mvc.get().uri(api).header("Authorization", stranger)).hasStatus4xxClientError();
        assertThat(mvc.post().uri(api + "/" + asked + "/acceptance").header("Authorization", stranger))
                .hasStatus4xxClientError();
        assertThat(mvc.post()
                        .uri(page + "/acceptance")
                        .with(Body.signedIn(Cast.NORA))
                        .with(csrf()))
                .hasStatus(403);
        assertThat(mvc.post()
                        .uri(api + "/" + asked + "/acceptance")
                        .header("Authorization", "Bearer " + Cast.DEVI.token()))
                .hasStatus(403);
        assertThat(mvc.get().uri("/contributions/" + paper.id()).with(Body.signedIn(Cast.DANA)))
                .bodyText()
                .contains(page + "/acceptance");
        assertThat(mvc.post()
                        .uri(api + "/" + asked + "/acceptance")
                        .header("Authorization", "Bearer " + Cast.DANA.token()))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.items[0].state")
                .isEqualTo("SIGNED");
        assertThat(source(paper)).contains("Examplecom");
    }
}
