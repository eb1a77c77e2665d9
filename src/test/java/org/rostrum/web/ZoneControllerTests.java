package org.rostrum.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ZoneControllerTests {

    private final MockMvcTester mvc = MockMvcTester.of(new ZoneController());

    private MvcTestResult choose(String zone, String from) {
        return mvc.post().uri("/zone").param("zone", zone).param("from", from).exchange();
    }

    @Test
    void keepsTheZoneForAYearAndGoesBack() {
        MvcTestResult answer = choose("America/New_York", "/schedule?group=DMSO&from=2026-01-01");

        assertThat(answer).hasStatus(303).hasHeader(HttpHeaders.LOCATION, "/schedule?group=DMSO&from=2026-01-01");
        assertThat(answer.getResponse().getHeader(HttpHeaders.SET_COOKIE))
                .startsWith("zone=America/New_York;")
                .contains("Path=/;", "Max-Age=31536000;", "SameSite=Lax");
    }

    @Test
    void remembersThatNoZoneIsWanted() {
        assertThat(choose("", "/").getResponse().getHeader(HttpHeaders.SET_COOKIE))
                .startsWith("zone=" + ReaderZone.NONE + ";");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars/Olympus", "Europe/Warsaw; Domain=evil.example", "../../etc", "Europe/Warsaw\r\nX: y"})
    void ignoresWhatIsNoZone(String zone) {
        MvcTestResult answer = choose(zone, "/schedule");

        assertThat(answer).hasStatus(303).hasHeader(HttpHeaders.LOCATION, "/schedule");
        assertThat(answer.getResponse().getHeader(HttpHeaders.SET_COOKIE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "/.//evil.example",
                "/x/..//evil.example",
                "https://evil.example/",
                "https:evil.example",
                "javascript:alert(1)",
                "evil.example",
                " /schedule",
                "/schedule\r\nSet-Cookie: a=b",
                "/%zz",
                ""
            })
    void goesNowhereElse(String from) {
        assertThat(choose("UTC", from)).hasStatus(303).hasHeader(HttpHeaders.LOCATION, "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/meetings/0192/agenda", "/schedule?q=a%20b&next=https://elsewhere.example//x", "/%5Cx"})
    void goesBackToPagesOfThisSite(String from) {
        assertThat(choose("UTC", from)).hasHeader(HttpHeaders.LOCATION, from);
    }

    @Test
    void readsTheZoneFromTheCookieAndIgnoresAForgedOne() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        assertThat(ReaderZone.of(request)).isNull();

        request.setCookies(new Cookie("zone", "Asia/Tokyo"));
        assertThat(ReaderZone.of(request)).hasToString("Asia/Tokyo");

        request.setCookies(new Cookie("zone", "Nowhere/Nothing"));
        assertThat(ReaderZone.of(request)).isNull();

        request.setCookies(new Cookie("zone", ReaderZone.NONE));
        assertThat(ReaderZone.of(request)).isNull();
    }
}
