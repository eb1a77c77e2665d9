package org.rostrum.local;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.rostrum.local.LocalMail.Attachment;
import org.rostrum.local.LocalMail.Received;
import org.rostrum.shared.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the portal of the local run has mailed, to everybody, at /local/mail. */
@Controller
@Profile("local")
class MailPage {

    private final ObjectProvider<LocalMail> mail;

    MailPage(ObjectProvider<LocalMail> mail) {
        this.mail = mail;
    }

    /** The portal's own rules refuse what they do not list, and they are not to list a page of the local run. */
    @Bean
    @Order(0)
    static SecurityFilterChain mail(HttpSecurity http) throws Exception {
        return http.securityMatcher("/local/mail", "/local/mail/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(
                        headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(
                                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'")))
                .build();
    }

    @GetMapping("/local/mail")
    String list(@RequestParam(defaultValue = "") String to, Model model) {
        List<Received> all = received();
        model.addAttribute("zone", ZoneOffset.UTC);
        model.addAttribute("to", to);
        model.addAttribute("inAll", all.size());
        model.addAttribute(
                "mails",
                all.stream()
                        .filter(mail -> mail.to()
                                .toLowerCase(Locale.ROOT)
                                .contains(to.strip().toLowerCase(Locale.ROOT)))
                        .limit(200)
                        .toList());
        return "local/mail";
    }

    @GetMapping("/local/mail/attachment")
    ResponseEntity<byte[]> attachment(@RequestParam String mail, @RequestParam int number) {
        Attachment found = received().stream()
                .filter(each -> each.id().equals(mail))
                .findFirst()
                .flatMap(each -> each.attachment(number))
                .orElseThrow(() -> new NotFound("attachment"));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(found.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(found.name())
                                .build()
                                .toString())
                .body(found.content());
    }

    private List<Received> received() {
        LocalMail server = mail.getIfAvailable();
        return server == null ? List.of() : server.received();
    }
}
