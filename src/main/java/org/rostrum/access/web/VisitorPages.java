package org.rostrum.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The schedule and the pages of events are the same for every visitor of one time zone, so that whatever stands between
 * may keep them for a minute, and who asks again is told that nothing changed. Whoever is signed in reads pages made for
 * them: what Spring Security says of those, no-store, stays. The cookie tells the two apart, and one zone from another.
 */
@Configuration(proxyBeanMethods = false)
class VisitorPages implements WebMvcConfigurer, HandlerInterceptor {

    private static final List<String> PATTERNS = List.of(
            "/schedule",
            "/events/{event}",
            "/events/{event}/timetable",
            "/events/{event}/timetable/versions/{version}");

    private static final String A_MINUTE = "public, max-age=60";

    private final ObjectProvider<CurrentViewer> viewers;

    /** @param viewers asked when a request is there: filters are made before anything may need the database */
    VisitorPages(ObjectProvider<CurrentViewer> viewers) {
        this.viewers = viewers;
    }

    private boolean signedIn(HttpServletRequest request) {
        return viewers.getObject().of(request).signedIn();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(PATTERNS);
    }

    /** After the handler, before the page is written: what ended in an error is not to be kept. */
    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page != null
                && HttpMethod.GET.matches(request.getMethod())
                && response.getStatus() == HttpStatus.OK.value()
                && !signedIn(request)) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, A_MINUTE);
            response.addHeader(HttpHeaders.VARY, HttpHeaders.COOKIE);
        }
    }

    /** Inside of Spring Security's filters, which settle who the viewer is. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> visitorPagesFilter() {
        RequestMatcher pages = new OrRequestMatcher(PATTERNS.stream()
                .map(pattern -> (RequestMatcher)
                        PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, pattern))
                .toList());
        return new FilterRegistrationBean<>(new Etags(pages));
    }

    /** A hash of what was written: "now" and "open until" change with the hour, and no row's version knows. */
    private final class Etags extends ShallowEtagHeaderFilter {

        private final RequestMatcher pages;

        Etags(RequestMatcher pages) {
            this.pages = pages;
            // The same page compressed is the same page.
            setWriteWeakETag(true);
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !pages.matches(request);
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (signedIn(request)) {
                chain.doFilter(request, response);
            } else {
                super.doFilterInternal(request, response, chain);
            }
        }

        @Override
        protected boolean isEligibleForEtag(
                HttpServletRequest request, HttpServletResponse response, int status, InputStream written) {
            return Objects.equals(response.getHeader(HttpHeaders.CACHE_CONTROL), A_MINUTE)
                    && super.isEligibleForEtag(request, response, status, written);
        }
    }
}
