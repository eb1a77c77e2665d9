package org.rostrum.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rostrum.testing.Cast;
import org.rostrum.testing.SignInTest;
import org.rostrum.testing.TestBrowser;
import org.rostrum.testing.TestBrowser.Answer;
import org.rostrum.testing.TestProvider;
import org.rostrum.testing.TestProvider.Account;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever answers for a provider, and whatever they answer: only the provider that was asked is believed. */
@SignInTest
class SigningInTests {

    private static final String SOMEWHERE = "/meetings/00000000-0000-7000-8000-000000000000";

    private final TestProvider north;
    private final TestProvider south;
    private final int port;
    private final TestBrowser browser;

    SigningInTests(TestProvider north, TestProvider south, @LocalServerPort int port) {
        this.north = north;
        this.south = south;
        this.port = port;
        this.browser = new TestBrowser(port);
    }

    @BeforeEach
    void dana() {
        north.behaves();
        south.behaves();
        north.present(Account.of(Cast.DANA));
        south.present(Account.of(Cast.DANA));
    }

    private void refused(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).contains("Signing in did not work");
        assertThat(browser.signedIn()).isFalse();
    }

    @Test
    void aPageForMembersAsksWhereOnesAccountIsAndIsShownAfterwards() {
        Answer choice = browser.follow(SOMEWHERE + "?tab=agenda");
        assertThat(choice.address().getPath()).isEqualTo("/sign-in");
        assertThat(choice.body()).contains("North Identity", "South Identity", "Away");

        Answer arrived = browser.signsInThrough("north");
        assertThat(arrived.address()).isEqualTo(URI.create("http://localhost:" + port + SOMEWHERE + "?tab=agenda"));
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void whoAskedForNoPageComesToTheFirst() {
        assertThat(browser.signsInThrough("north").address().getPath()).isEqualTo("/");
    }

    @Test
    void formsMayLeadToEachProvider() {
        assertThat(browser.get("/schedule").header("Content-Security-Policy"))
                .contains("form-action 'self'", north.issuer(), south.issuer());
    }

    @Test
    void aProviderThatIsAwayIsSaidToBeAndTheOthersGoOn() {
        Answer away = browser.get("/oauth2/authorization/rostrum");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.body()).contains("The sign-in service does not answer");
        browser.signsInThrough("north");
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void whoeverSignsInIsNotSentToAProviderThatHasGoneAwaySince() {
        new TestBrowser(port).signsInThrough("south");
        south.hasTrouble(503);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(new TestBrowser(port)
                                .get("/oauth2/authorization/south")
                                .status())
                        .isEqualTo(503));
        south.hasTrouble(404);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(new TestBrowser(port)
                                .get("/oauth2/authorization/south")
                                .status())
                        .isEqualTo(302));
    }

    @Test
    void aProviderThatGoesAwayBetweenItsAnswerAndOurQuestionIsSaidToBeAway() {
        Answer answer = browser.answerOf("north");
        north.goesAway();
        Answer arrived = browser.follow(answer);
        assertThat(arrived.status()).isEqualTo(503);
        assertThat(arrived.body()).contains("does not answer");
        assertThat(browser.signedIn()).isFalse();
    }

    @Test
    void thoseWhoAreSignedInGoOnWhileTheProviderIsAway() {
        browser.signsInThrough("north");
        north.goesAway();
        south.goesAway();
        assertThat(browser.signedIn()).isTrue();
        assertThat(browser.follow("/schedule").status()).isEqualTo(200);
    }

    @Test
    void whoCancelsAtTheProviderIsToldSo() {
        Answer asked = browser.get("/oauth2/authorization/north");
        Answer arrived =
                browser.get("/login/oauth2/code/north?error=access_denied&state=" + encoded(asked.sends("state")));
        assertThat(arrived.status()).isEqualTo(401);
        assertThat(arrived.body()).contains("You did not sign in");
    }

    @Test
    void theSessionChangesItsIdSoThatNobodyCanHaveChosenIt() {
        browser.get(SOMEWHERE);
        String before = browser.session();
        browser.signsInThrough("north");
        assertThat(before).isNotEmpty();
        assertThat(browser.session()).isNotEmpty().isNotEqualTo(before);
        Answer whoKnewTheFirst = new TestBrowser(port).getWith("Cookie", "rostrum=" + before, "/no-membership");
        assertThat(whoKnewTheFirst.next())
                .hasValueSatisfying(next -> assertThat(next.getPath()).isEqualTo("/sign-in"));
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() {
        Answer answer = browser.answerOf("north");
        TestBrowser victim = new TestBrowser(port);
        Answer planted = victim.get(answer.next().orElseThrow());
        assertThat(planted.status()).isEqualTo(401);
        assertThat(victim.signedIn()).isFalse();
        assertThat(north.asked()).doesNotContain("/token");
    }

    @Test
    void aForgedStateIsRefused() {
        Answer answer = browser.answerOf("north");
        refused(browser.get(answer.next().orElseThrow().toString().replaceAll("state=[^&]+", "state=forged")));
        assertThat(north.asked()).doesNotContain("/token");
    }

    @Test
    void aStateWorksOnce() {
        URI answer = browser.answerOf("north").next().orElseThrow();
        browser.get(answer);
        Answer again = browser.get(answer);
        assertThat(again.status()).isEqualTo(401);
        assertThat(north.asked()).containsOnlyOnce("/token");
    }

    @Test
    void aCodeWorksOnce() {
        Answer first = browser.answerOf("north");
        browser.get(first.next().orElseThrow());
        TestBrowser thief = new TestBrowser(port);
        Answer asked = thief.get("/oauth2/authorization/north");
        Answer stolen = thief.get(
                "/login/oauth2/code/north?code=" + first.sends("code") + "&state=" + encoded(asked.sends("state")));
        assertThat(stolen.status()).isEqualTo(401);
        assertThat(thief.signedIn()).isFalse();
    }

    @Test
    void aCodeIsWorthNothingToWhoDidNotAskForIt() {
        Answer overheard = browser.answerOf("north");
        TestBrowser thief = new TestBrowser(port);
        Answer asked = thief.get("/oauth2/authorization/north");
        Answer stolen = thief.get(
                "/login/oauth2/code/north?code=" + overheard.sends("code") + "&state=" + encoded(asked.sends("state")));
        assertThat(stolen.status()).isEqualTo(401);
        assertThat(thief.signedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"forged", ""})
    void anIdTokenWithAnotherNonceIsRefused(String nonce) {
        north.forges("nonce", nonce);
        refused(browser.signsInThrough("north"));
    }

    @Test
    void anIdTokenWithTheNonceOfAnEarlierSignInIsRefused() {
        var earlier = new AtomicReference<Object>();
        north.forges(claims -> {
            earlier.set(Objects.requireNonNull(claims.get("nonce")));
            return claims;
        });
        new TestBrowser(port).signsInThrough("north");
        north.forges("nonce", earlier.get());
        refused(browser.signsInThrough("north"));
    }

    @Test
    void anIdTokenOfAnotherIssuerIsRefused() {
        north.forges("iss", south.issuer());
        refused(browser.signsInThrough("north"));
    }

    @Test
    void anIdTokenForAnotherAudienceIsRefused() {
        north.forges("aud", "another-client");
        refused(browser.signsInThrough("north"));
    }

    @Test
    void anIdTokenForOthersTooThatWasIssuedToAnotherIsRefused() {
        north.forges(claims -> {
            claims.put("aud", List.of(TestProvider.CLIENT_ID, "another-client"));
            claims.put("azp", "another-client");
            return claims;
        });
        refused(browser.signsInThrough("north"));
    }

    @Test
    void anIdTokenThatTheProviderDidNotSignIsRefused() {
        north.signsWithAnotherKey();
        refused(browser.signsInThrough("north"));
    }

    @Test
    void anIdTokenThatNobodySignedIsRefused() {
        north.signsNothing();
        refused(browser.signsInThrough("north"));
    }

    @Test
    void anExpiredIdTokenIsRefused() {
        north.runs(Duration.ofMinutes(-10));
        refused(browser.signsInThrough("north"));
    }

    @Test
    void clocksMayDifferByAMinute() {
        north.runs(Duration.ofSeconds(45));
        browser.signsInThrough("north");
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void anIdTokenThatEndedWithinTheMinuteIsTaken() {
        north.runs(Duration.ofSeconds(-345));
        browser.signsInThrough("north");
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void anIdTokenFromTheFutureIsRefused() {
        north.runs(Duration.ofSeconds(90));
        refused(browser.signsInThrough("north"));
    }

    @Test
    void aProviderMayChangeItsKeysWhileThePortalRuns() {
        browser.signsInThrough("north");
        north.rotatesItsKeys();
        TestBrowser another = new TestBrowser(port);
        another.signsInThrough("north");
        assertThat(another.signedIn()).isTrue();
    }

    @Test
    void theUserinfoOfSomebodyElseIsRefused() {
        north.forges("sub", "somebody-else");
        refused(browser.signsInThrough("north"));
    }

    /** The mix-up: a code of the honest provider, handed to the other's address, would be redeemed at the other. */
    @Test
    void theAnswerToOneProvidersQuestionAtTheOthersAddressIsRefusedBeforeItsCodeGoesAnywhere() {
        Answer answer = browser.answerOf("north");
        refused(browser.get(answer.next().orElseThrow().toString().replace("/code/north", "/code/south")));
        assertThat(north.asked()).doesNotContain("/token");
        assertThat(south.asked()).doesNotContain("/token");
    }

    @Test
    void anAnswerThatNamesAnotherProviderIsRefusedBeforeItsCodeGoesAnywhere() {
        Answer answer = browser.answerOf("north");
        refused(browser.get(answer.next().orElseThrow() + "&iss=" + encoded(south.issuer())));
        assertThat(north.asked()).doesNotContain("/token");
    }

    @Test
    void anAnswerThatNamesItsOwnProviderIsTaken() {
        north.namesItself();
        browser.signsInThrough("north");
        assertThat(browser.signedIn()).isTrue();
    }

    @Test
    void anAnswerThatNamesTwoProvidersIsRefused() {
        north.namesItself();
        Answer answer = browser.answerOf("north");
        refused(browser.get(answer.next().orElseThrow() + "&iss=" + encoded(south.issuer())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?continue=https://elsewhere.example/",
                "?continue=//elsewhere.example/",
                "?next=https://elsewhere.example/",
                "?redirect_uri=https://elsewhere.example/",
                "/..//elsewhere.example/"
            })
    void signingInLeadsNowhereElse(String addition) {
        browser.get(SOMEWHERE + addition);
        Answer arrived = browser.signsInThrough("north");
        assertThat(arrived.address().getAuthority()).isEqualTo("localhost:" + port);
    }

    @Test
    void aPathThatLooksLikeAnotherHostLeadsNowhereElse() {
        String portal = "http://localhost:" + port;
        browser.get(portal + "//elsewhere.example/meetings/x");
        browser.get(portal + "/%2Felsewhere.example/meetings/x");
        assertThat(browser.signsInThrough("north").address().getAuthority()).isEqualTo("localhost:" + port);
    }

    @Test
    void theHostThatAskedForThePageDoesNotDecideWhereSigningInLeads() {
        browser.getWith("X-Forwarded-Host", "elsewhere.example", SOMEWHERE);
        Answer arrived = browser.signsInThrough("north");
        assertThat(arrived.address()).isEqualTo(URI.create("http://localhost:" + port + SOMEWHERE));
    }

    @Test
    void anUnknownProviderLeadsNowhere() {
        assertThat(browser.get("/oauth2/authorization/elsewhere").status()).isIn(401, 404);
    }

    @Test
    void signingOutEndsTheSessionAtItsOwnProviderToo() {
        browser.signsInThrough("south");
        Answer out = browser.posts("/logout", Map.of());
        assertThat(out.next().orElseThrow().toString()).startsWith(south.issuer() + "/end?id_token_hint=");
        assertThat(browser.follow(out).body()).contains("Here and at the service you signed in with");
        assertThat(browser.signedIn()).isFalse();
    }

    @Test
    void whoSignsOutWhileTheProviderIsAwayIsToldThatItMayStillKnowThem() {
        browser.signsInThrough("north");
        north.goesAway();
        Answer out = browser.follow(browser.posts("/logout", Map.of()));
        assertThat(out.address().getPath()).isEqualTo("/signed-out");
        assertThat(out.body()).contains("you may still be signed in there");
        assertThat(browser.signedIn()).isFalse();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
