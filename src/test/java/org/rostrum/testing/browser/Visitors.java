package org.rostrum.testing.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.rostrum.testing.Cast;

/**
 * People at their browsers, each with a browser context of their own (no shared cookie). Anything that a page writes to
 * its console as an error fails the test, a breach of the Content-Security-Policy among it.
 */
public final class Visitors {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final String AXE = AxeBuilder.getAxeScript();

    /** What is in order is not described, which took as long as finding out. */
    private static final String VIOLATIONS = """
            async () => (await axe.run(document, { resultTypes: ["violations"], preload: { assets: ["media"] } })).violations.map(rule =>
              [`${rule.id}: ${rule.help}`, ...rule.nodes.map(node => node.html)].join("\\n    "))""";

    private final Browser browser;
    private final String portal;
    private final Look look;
    private final Opened opened;

    /** What one test opened, whichever look it was opened with. */
    private record Opened(List<BrowserContext> contexts, List<String> errors, List<Pattern> tolerated) {}

    private record Look(
            int width, int height, ColorScheme scheme, String zone, boolean touch, boolean scripts, boolean keeping) {}

    Visitors(Browser browser, String portal) {
        this(
                browser,
                portal,
                new Look(1280, 800, ColorScheme.LIGHT, "Europe/Warsaw", false, true, false),
                new Opened(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    private Visitors(Browser browser, String portal, Look look, Opened opened) {
        this.browser = browser;
        this.portal = portal;
        this.look = look;
        this.opened = opened;
    }

    private Visitors with(Look other) {
        return new Visitors(browser, portal, other, opened);
    }

    /** Visitors with a phone of 390 pixels. */
    public Visitors onPhones() {
        return with(new Look(390, 844, look.scheme, look.zone, true, look.scripts, look.keeping));
    }

    public Visitors inTheDark() {
        return with(
                new Look(look.width, look.height, ColorScheme.DARK, look.zone, look.touch, look.scripts, look.keeping));
    }

    /** @param zone an IANA time zone, the one their browser reports */
    public Visitors inZone(String zone) {
        return with(new Look(look.width, look.height, look.scheme, zone, look.touch, look.scripts, look.keeping));
    }

    public Visitors withoutScripts() {
        return with(new Look(look.width, look.height, look.scheme, look.zone, look.touch, false, look.keeping));
    }

    /**
     * Visitors whose browsers keep what they opened, by the portal's service worker. All others have none: what a worker
     * fetches passes by the routes that a test puts in its way.
     */
    public Visitors keepingWhatTheyOpen() {
        return with(new Look(look.width, look.height, look.scheme, look.zone, look.touch, look.scripts, true));
    }

    /** Somebody who is not signed in, on a blank page. */
    public Page stranger() {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(portal)
                .setViewportSize(look.width, look.height)
                .setColorScheme(look.scheme)
                .setTimezoneId(look.zone)
                .setHasTouch(look.touch)
                .setJavaScriptEnabled(look.scripts)
                .setServiceWorkers(look.keeping ? ServiceWorkerPolicy.ALLOW : ServiceWorkerPolicy.BLOCK)
                .setLocale("en-GB"));
        context.setDefaultTimeout(15_000);
        context.setDefaultNavigationTimeout(30_000);
        opened.contexts.add(context);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                opened.errors.add(message.text() + " (" + message.location() + ")");
            }
        });
        context.onWebError(error -> opened.errors.add(error.error()));
        return context.newPage();
    }

    /** Somebody who came in through the provider's login page, where the portal sent them, at the portal's first page. */
    public Page signIn(Cast person) {
        Page page = stranger();
        page.navigate("/sign-in");
        chooseAccount(page, person);
        page.waitForURL(portal + "/**");
        return page;
    }

    /** One click at the provider's login page, which must be what the page shows. */
    public void chooseAccount(Page page, Cast person) {
        page.locator("button[data-account=" + person.account() + "]").click();
    }

    /** Errors in the console that a test brings about on purpose. */
    public void tolerate(String pattern) {
        opened.tolerated.add(Pattern.compile(pattern));
    }

    /** Asserts that axe finds no violation of WCAG 2.2 AA, nor of its best practices. */
    public void axe(Page page) {
        // By its root, which is waited for: a page that was just asked for has none for a moment.
        page.waitForLoadState();
        if (!Boolean.TRUE.equals(page.locator(":root").evaluate("() => window.axe !== undefined"))) {
            page.locator(":root").evaluate(AXE);
        }
        Assertions.assertThat((List<?>) page.locator(":root").evaluate(VIOLATIONS))
                .as("violations on %s", page.url())
                .isEmpty();
    }

    /** Asserts that nothing makes the page scroll sideways. */
    public void fitsItsWidth(Page page) {
        // By its root, which is waited for: a page that was just asked for has none for a moment.
        Assertions.assertThat(page.locator(":root").evaluate("root => root.scrollWidth - root.clientWidth"))
                .as("pixels beyond the right edge of %s", page.url())
                .isEqualTo(0);
    }

    /** Keeps what the whole page looks like as target/screenshots/NAME.png, where -Drostrum.screenshots asks for it. */
    public void screenshot(Page page, String name) {
        if (Boolean.getBoolean("rostrum.screenshots")) {
            keep(page, name);
        }
    }

    private static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** The heading of a page, waited for. */
    public void sees(Page page, String heading) {
        assertThat(page.locator("h1")).hasText(heading);
    }

    void keepScreenshots(String name) {
        int n = 0;
        for (BrowserContext context : opened.contexts) {
            for (Page page : context.pages()) {
                n++;
                keep(page, "failed-" + name + "-" + n);
            }
        }
    }

    List<String> untoleratedErrors() {
        return opened.errors.stream()
                .filter(error -> opened.tolerated.stream()
                        .noneMatch(pattern -> pattern.matcher(error).find()))
                .toList();
    }

    void leave() {
        opened.contexts.forEach(BrowserContext::close);
    }
}
