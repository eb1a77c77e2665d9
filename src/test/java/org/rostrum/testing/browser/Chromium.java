package org.rostrum.testing.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rostrum.testing.DebianPackage;

/**
 * The machine's own Chromium, best as the headless shell: the same engine without a browser's windows around it, for a
 * quarter of the CPU. It is fetched where it can be: by Debian's package as root, else by Playwright if there is none at all.
 */
final class Chromium implements AutoCloseable {

    private static final String SHELL = "chromium-headless-shell";

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        Optional<Path> installed = found(SHELL);
        if (installed.isEmpty() && DebianPackage.mayInstall()) {
            installed = installShell();
        }
        installed = installed.or(Chromium::foundAny);
        Map<String, String> environment =
                installed.isPresent() ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of();
        // Only what fails waits so long. Five seconds are too short where two portals start beside it.
        PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        var options = new BrowserType.LaunchOptions().setHeadless(true).setArgs(FLAGS);
        installed.ifPresent(options::setExecutablePath);
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    Browser browser() {
        return browser;
    }

    private static Optional<Path> installShell() {
        try {
            DebianPackage.install(SHELL, () -> found(SHELL).isPresent());
        } catch (IllegalStateException e) {
            // Whoever has a browser that has windows is served with that.
            if (foundAny().isEmpty()) {
                throw e;
            }
        }
        return found(SHELL);
    }

    private static Optional<Path> foundAny() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name -> found(name).stream())
                .findFirst()
                .or(() -> Optional.of(Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"))
                        .filter(Files::isExecutable));
    }

    private static Optional<Path> found(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(java.io.File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
