package org.rostrum.local.provider;

import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/** Where one says who one is: a button for each account, and the form a real provider would show. */
final class LoginPage {

    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");

    private LoginPage() {}

    static RouterFunction<ServerResponse> routes() {
        var css = new ClassPathResource("provider.css", LoginPage.class);
        return RouterFunctions.route()
                .GET("/login", LoginPage::show)
                .GET(
                        "/provider.css",
                        request -> ServerResponse.ok().contentType(CSS).body(css))
                .build();
    }

    private static ServerResponse show(ServerRequest request) {
        var csrf = (CsrfToken) request.attribute(CsrfToken.class.getName()).orElseThrow();
        String hidden = "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                .formatted(csrf.getParameterName(), HtmlUtils.htmlEscape(csrf.getToken()));
        String accounts =
                Account.all().stream().map(account -> button(account, hidden)).collect(Collectors.joining("\n"));
        return ServerResponse.ok().contentType(MediaType.TEXT_HTML).body("""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sign in - local provider</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/provider.css">
            </head>
            <body>
            <main>
            <p class="mark">Local provider</p>
            <h1>Who are you today?</h1>
            <p>This stands in for the body's own sign-in while Rostrum runs on your machine. The people are invented.</p>
            %s
            <ul class="accounts">
            %s
            </ul>
            <h2>Or with a password</h2>
            <form class="typed" method="post" action="/login">%s
            <p><label for="username">Account</label>
            <input id="username" name="username" autocomplete="username" autocapitalize="none" required></p>
            <p><label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required></p>
            <p><button>Sign in</button></p>
            </form>
            </main>
            </body>
            </html>
            """.formatted(
                        notice(request), accounts, hidden));
    }

    private static String notice(ServerRequest request) {
        if (request.param("error").isPresent()) {
            return "<p class=\"error\" role=\"alert\">There is no such account, or its password is another one."
                    + " Here the password is the name of the account.</p>";
        }
        if (request.param("signed-out").isPresent()) {
            return "<p class=\"note\" role=\"status\">You are signed out.</p>";
        }
        return "";
    }

    private static String button(Account account, String hidden) {
        return """
                <li><form method="post" action="/login">%s
                <input type="hidden" name="username" value="%s">
                <input type="hidden" name="password" value="%s">
                <button data-account="%2$s"><strong>%s</strong><span>%s</span></button></form></li>""".formatted(
                        hidden,
                        account.name(),
                        account.name(),
                        HtmlUtils.htmlEscape(account.fullName()),
                        HtmlUtils.htmlEscape(account.role()));
    }
}
