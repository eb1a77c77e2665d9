package org.rostrum.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds the controller of a request without matching each of the portal's patterns: that was a fifth of what posting a
 * message cost. What it finds is what Spring finds.
 */
@Component
class QuickMappings implements WebMvcRegistrations {

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new Mapping();
    }

    private static final class Mapping extends RequestMappingHandlerMapping {

        /** Those whose addresses begin the same. */
        private record Group(LiteralPrefix prefix, List<RequestMappingInfo> mappings) {}

        /** Replaced, never changed. */
        private volatile List<Group> groups = List.of();

        private volatile Map<RequestMappingInfo, HandlerMethod> handlers = Map.of();

        @Override
        public void afterPropertiesSet() {
            super.afterPropertiesSet();
            Map<LiteralPrefix, List<RequestMappingInfo>> known = new HashMap<>();
            handlers = getHandlerMethods();
            handlers.keySet()
                    .forEach(info -> prefixes(info)
                            .forEach(prefix -> known.computeIfAbsent(prefix, first -> new ArrayList<>())
                                    .add(info)));
            groups = known.entrySet().stream()
                    .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
                    .toList();
        }

        private static Set<LiteralPrefix> prefixes(RequestMappingInfo info) {
            return info.getPatternValues().stream().map(LiteralPrefix::of).collect(Collectors.toSet());
        }

        /** Where one mapping alone fits, it is that; whatever is less plain is Spring's to decide. */
        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
                throws Exception {
            Looking looking = new Looking(request);
            RequestMappingInfo fits = null;
            HandlerMethod handler = null;
            for (Group group : groups) {
                if (!group.prefix.mayMatch(looking.path)) {
                    continue;
                }
                for (RequestMappingInfo info : group.mappings) {
                    RequestMappingInfo match = getMatchingMapping(info, looking);
                    if (match != null) {
                        if (fits != null) {
                            return super.lookupHandlerMethod(path, looking);
                        }
                        fits = match;
                        handler = handlers.get(info);
                    }
                }
            }
            if (fits == null || handler == null) {
                return super.lookupHandlerMethod(path, looking);
            }
            request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, handler);
            handleMatch(fits, path, request);
            return handler;
        }
    }

    /** The request while its controller is looked for: what is asked again for every pattern is asked once. */
    private static final class Looking extends HttpServletRequestWrapper {

        private final @Nullable String path;
        private final String method;

        Looking(HttpServletRequest request) {
            super(request);
            this.path = LiteralPrefix.path(request);
            this.method = request.getMethod();
        }

        @Override
        public String getMethod() {
            return method;
        }
    }
}
