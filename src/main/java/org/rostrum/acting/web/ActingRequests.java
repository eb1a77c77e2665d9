package org.rostrum.acting.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.rostrum.access.Viewer;
import org.rostrum.access.web.CurrentViewer;
import org.rostrum.acting.ActingOnBehalf;
import org.rostrum.shared.Refusal;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Stands before every handler: puts on record what is asked for in somebody's name, and says when that is over. */
@Configuration(proxyBeanMethods = false)
class ActingRequests implements WebMvcConfigurer, HandlerInterceptor {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** By how the address ends: the browser's own, or on record by itself. Nothing that is the delegate's changes. */
    private static final Set<String> NOT_THE_DELEGATES = Set.of("/zone", "/acting/end", "/room/readings");

    /** By how the address ends; of several the longest. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("/participation", "to say that they take part"),
            Map.entry("/participation/withdrawal", "to say that they do not take part"),
            Map.entry("/agenda/draft", "to save the agenda's draft"),
            Map.entry("/agenda/publications", "to publish the agenda"),
            Map.entry("/contributions", "to reserve a number"),
            Map.entry("/revisions", "to upload a file"),
            Map.entry("/withdrawal", "to withdraw a contribution"),
            Map.entry("/messages", "to post a message"),
            Map.entry("/registration", "to register for an event"),
            Map.entry("/registration/withdrawal", "to withdraw from an event"),
            Map.entry("/guests", "to invite a guest"),
            Map.entry("/revocation", "to take back an invitation"));

    private final ActingOnBehalf acting;

    ActingRequests(ActingOnBehalf acting) {
        this.acting = acting;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Viewer viewer = CurrentViewer.known(request).orElse(null);
        boolean changes = !SAFE.contains(request.getMethod());
        if (CurrentViewer.lapsed(request)) {
            ActingSession.end(request, response);
            if (changes) {
                throw Refusal.conflict("You no longer act on behalf of the delegate whose page this was sent from: it"
                        + " ended. Nothing was done; what you send from now on is in your own name.");
            }
        }
        if (viewer != null && viewer.actor() != null && changes) {
            String pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            if (NOT_THE_DELEGATES.stream().noneMatch(pattern::endsWith)) {
                acting.note(viewer, words(request.getMethod(), pattern), request.getRequestURI());
            }
        }
        return true;
    }

    private static String words(String method, String pattern) {
        return WORDS.entrySet().stream()
                .filter(entry -> pattern.endsWith(entry.getKey()))
                .max((one, other) ->
                        Integer.compare(one.getKey().length(), other.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(HttpMethod.valueOf(method) + " " + pattern);
    }
}
