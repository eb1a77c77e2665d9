package org.rostrum.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rostrum.access.Viewers;
import org.rostrum.documents.SampleFiles;
import org.rostrum.testing.Body;
import org.rostrum.testing.Body.Gathering;
import org.rostrum.testing.Client;
import org.rostrum.testing.Client.Answer;
import org.rostrum.testing.Newcomer;
import org.rostrum.testing.Newcomers;
import org.rostrum.testing.OwnGroup;
import org.rostrum.testing.ServedRostrumTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A meeting of the size of 3GPP SA2's: 1,585 documents in five days, 891 of them new and 694 revisions, decided about in
 * the proportions that were counted there. Everything is done as programs do it, over HTTP with each person's own token.
 */
@ServedRostrumTest
class MeetingReplayTests {

    private static final int ORIGINALS = 891;
    private static final int LATE = 27;

    /** Of the 694 revisions 25 came from authors whom nobody had asked. */
    private static final int UNASKED = 25;

    private static final int ASKED_ONCE = 475;
    private static final int ASKED_TWICE = 194;

    /** What each of the 891 ended as, with SA2's counts; the 84 that those leave are spread over the other outcomes. */
    private static final Map<String, Integer> ENDS = new LinkedHashMap<>();

    static {
        ENDS.put("AGREED", 297);
        ENDS.put("NOTED", 168);
        ENDS.put("MERGED", 83);
        ENDS.put("CONDITIONALLY_AGREED", 10);
        ENDS.put("APPROVED", 24);
        ENDS.put("ENDORSED", 12);
        ENDS.put("REJECTED", 18);
        ENDS.put("POSTPONED", 20);
        ENDS.put("NOT_HANDLED", 225);
        ENDS.put("WITHDRAWN", 34);
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final OwnGroup own;
    private final JdbcClient jdbc;
    private final Client chair;
    private final Client secretary;
    private final List<Client> delegates;
    private final Gathering meeting;

    MeetingReplayTests(@LocalServerPort int port, Newcomers newcomers, Viewers viewers, Body body, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.own = new OwnGroup(newcomers, viewers, body, jdbc);
        this.chair = new Client(port, own.chair);
        this.secretary = new Client(port, own.secretary);
        this.delegates = Stream.concat(
                        Stream.of(own.delegate),
                        Stream.generate(newcomers::delegate).limit(7))
                .map((Newcomer person) -> new Client(port, person))
                .toList();
        this.meeting = own.meetingIn(Duration.ofHours(-1));
        own.meetingIn(Duration.ofDays(60));
    }

    /** A document of the replay. Its author is always the same delegate. */
    private record Paper(String id, Client author) {}

    @Test
    void aMeetingOfOneThousandFiveHundredAndEightyFiveDocumentsEndsWithTheRightCounts() throws Exception {
        List<UUID> items = agenda(20);
        deadline("+ interval '1 hour'");
        List<Paper> papers = reserve();
        atOnce(papers.subList(0, ORIGINALS - LATE), paper -> uploads(paper, 0));
        deadline("- interval '1 minute'");
        atOnce(papers.subList(ORIGINALS - LATE, ORIGINALS), paper -> uploads(paper, 0));
        deadline("+ interval '1 hour'");
        allocate(papers, items);

        // Those that authors revise by themselves come while they wait on the agenda.
        List<Paper> waiting = papers.subList(ASKED_ONCE, ASKED_ONCE + UNASKED);
        atOnce(waiting, paper -> uploads(paper, 1));
        askForRevisions(papers.subList(0, ASKED_ONCE), 0);
        atOnce(papers.subList(0, ASKED_ONCE), paper -> uploads(paper, 1));
        askForRevisions(papers.subList(0, ASKED_TWICE), 1);
        atOnce(papers.subList(0, ASKED_TWICE), paper -> uploads(paper, 2));

        end(papers);

        assertThat(count("select count(*) from contribution where meeting_id = :meeting"))
                .isEqualTo(ORIGINALS);
        assertThat(count("select max(serial) from contribution where meeting_id = :meeting"))
                .isEqualTo(ORIGINALS);
        assertThat(count("""
                        select count(*) from revision r join contribution c on c.id = r.contribution_id
                         where c.meeting_id = :meeting""")).isEqualTo(1_585);
        assertThat(count("select count(*) from contribution where meeting_id = :meeting and late"))
                .isEqualTo(LATE);
        assertThat(count("""
                        select count(*) from disposition where meeting_id = :meeting and outcome = 'REVISED'
                           and set_aside is null""")).isEqualTo(669);
        Map<String, Integer> ended = new LinkedHashMap<>();
        for (JsonNode one : listed()) {
            ended.merge(one.get("state").asString(), 1, Integer::sum);
        }
        assertThat(ended).containsExactlyInAnyOrderEntriesOf(ENDS);
        assertThat(count("""
                        select count(*) from contribution n join contribution c on c.id = n.carried_from_id
                         where c.meeting_id = :meeting""")).isEqualTo(20);
    }

    private int count(String sql) {
        return jdbc.sql(sql).param("meeting", meeting.id()).query(Integer.class).single();
    }

    private void deadline(String fromNow) {
        jdbc.sql("update meeting set contribution_deadline = now() " + fromNow + " where id = ?")
                .param(meeting.id())
                .update();
    }

    private String path(String rest) {
        return "/api/v1/meetings/" + meeting.id() + rest;
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 201);
        return answer.json();
    }

    private List<UUID> agenda(int items) {
        List<Map<String, Object>> rows = IntStream.range(0, items)
                .mapToObj(n -> Map.<String, Object>of("title", "Topic " + n, "depth", 0))
                .toList();
        JsonNode saved =
                done(chair.put(path("/agenda/draft"), JSON.writeValueAsString(Map.of("revision", 0, "items", rows))));
        done(chair.post(
                path("/agenda/publications"),
                null,
                JSON.writeValueAsString(Map.of("revision", saved.get("revision").intValue(), "note", ""))));
        List<UUID> ids = new ArrayList<>();
        done(chair.get(path("/agenda")))
                .get("items")
                .forEach(item -> ids.add(UUID.fromString(item.get("id").asString())));
        return ids;
    }

    private List<Paper> reserve() throws Exception {
        return atOnce(IntStream.range(0, ORIGINALS).boxed().toList(), n -> {
            Client author = delegates.get(n % delegates.size());
            String type = n % 9 == 0 ? "DISC" : "INP";
            JsonNode reserved = done(author.post(
                    path("/contributions"),
                    null,
                    JSON.writeValueAsString(Map.of("type", type, "for", "Agreement", "title", "Paper number " + n))));
            return new Paper(reserved.get("id").asString(), author);
        });
    }

    private static Paper uploads(Paper paper, int revision) {
        done(paper.author()
                .uploads(
                        "/api/v1/contributions/" + paper.id() + "/revisions",
                        "paper.pdf",
                        SampleFiles.pdf(paper.id() + " as of revision " + revision)));
        return paper;
    }

    private void allocate(List<Paper> papers, List<UUID> items) {
        for (int n = 0; n < items.size(); n++) {
            List<String> ids = new ArrayList<>();
            for (int at = n; at < papers.size(); at += items.size()) {
                ids.add(papers.get(at).id());
            }
            done(chair.post(
                    path("/agenda/allocations"),
                    null,
                    JSON.writeValueAsString(Map.of("contributions", ids, "item", items.get(n)))));
        }
    }

    /** The chair opens them by tens, and says that they come back revised. */
    private void askForRevisions(List<Paper> papers, int revision) {
        for (List<Paper> some : byTens(papers)) {
            open(some);
            decide(chair, some, revision, Map.of("outcome", "REVISED"));
        }
    }

    private void open(List<Paper> papers) {
        done(chair.post(
                path("/contributions/openings"),
                null,
                JSON.writeValueAsString(
                        Map.of("contributions", papers.stream().map(Paper::id).toList()))));
    }

    private void decide(Client who, List<Paper> papers, int revision, Map<String, Object> decision) {
        Map<String, Object> asked = new LinkedHashMap<>(decision);
        asked.put(
                "contributions",
                papers.stream()
                        .map(paper -> Map.of("id", paper.id(), "revision", revision))
                        .toList());
        done(who.post(path("/contributions/decisions"), null, JSON.writeValueAsString(asked)));
    }

    /** In the order of their numbers; the secretary records, an agreed paper is what others are merged into. */
    private void end(List<Paper> papers) {
        int from = 0;
        for (Map.Entry<String, Integer> end : ENDS.entrySet()) {
            int to = from + end.getValue();
            for (List<Paper> same : List.of(
                    between(papers, from, to, 0, ASKED_TWICE),
                    between(papers, from, to, ASKED_TWICE, ASKED_ONCE),
                    between(papers, from, to, ASKED_ONCE, ASKED_ONCE + UNASKED),
                    between(papers, from, to, ASKED_ONCE + UNASKED, ORIGINALS))) {
                for (List<Paper> some : byTens(same)) {
                    int at = papers.indexOf(some.getFirst());
                    int revision = at < ASKED_TWICE ? 2 : at < ASKED_ONCE + UNASKED ? 1 : 0;
                    ends(end.getKey(), some, revision, papers.getFirst());
                }
            }
            from = to;
        }
    }

    private static List<Paper> between(List<Paper> papers, int from, int to, int lowest, int highest) {
        int start = Math.max(from, lowest);
        return start >= Math.min(to, highest) ? List.of() : papers.subList(start, Math.min(to, highest));
    }

    private void ends(String outcome, List<Paper> papers, int revision, Paper agreed) {
        switch (outcome) {
            case "WITHDRAWN" -> {
                for (Paper paper : papers) {
                    done(paper.author()
                            .post(
                                    path("/contributions/withdrawals"),
                                    null,
                                    JSON.writeValueAsString(Map.of("contributions", List.of(paper.id())))));
                }
            }
            case "MERGED" -> decide(secretary, papers, revision, Map.of("outcome", outcome, "mergedInto", agreed.id()));
            case "CONDITIONALLY_AGREED" ->
                decide(secretary, papers, revision, Map.of("outcome", outcome, "words", "The editor checks clause 7."));
            default -> decide(secretary, papers, revision, Map.of("outcome", outcome));
        }
    }

    private static List<List<Paper>> byTens(List<Paper> papers) {
        return IntStream.iterate(0, n -> n < papers.size(), n -> n + 10)
                .mapToObj(n -> papers.subList(n, Math.min(n + 10, papers.size())))
                .toList();
    }

    private List<JsonNode> listed() {
        List<JsonNode> all = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = done(secretary.get(path("/contributions?limit=500" + next)));
            page.get("items").forEach(all::add);
            JsonNode cursor = page.get("next");
            next = cursor == null || cursor.isNull() ? null : "&after=" + cursor.asString();
        }
        return all;
    }

    /** Each author does one thing at a time; the authors do so at once. */
    private <A, B> List<B> atOnce(List<A> all, Step<A, B> step) throws Exception {
        List<B> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(delegates.size())) {
            List<Callable<B>> work = new ArrayList<>();
            all.forEach(one -> work.add(() -> step.takes(one)));
            for (Future<B> result : threads.invokeAll(work)) {
                results.add(result.get());
            }
        }
        return results;
    }

    @FunctionalInterface
    private interface Step<A, B> {
        B takes(A one) throws Exception;
    }
}
