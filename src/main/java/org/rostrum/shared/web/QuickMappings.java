package org.rostrum.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
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

        /** By identity, because a hash of each would cost what this saves; replaced, never changed. */
        private volatile IdentityHashMap<RequestMappingInfo, List<LiteralPrefix>> prefixes = new IdentityHashMap<>();

        @Override
        public void afterPropertiesSet() {
            super.afterPropertiesSet();
            IdentityHashMap<RequestMappingInfo, List<LiteralPrefix>> known = new IdentityHashMap<>();
            getHandlerMethods().keySet().forEach(info -> known.put(info, prefixes(info)));
            prefixes = known;
        }

        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
                throws Exception {
            return super.lookupHandlerMethod(path, new Looking(request));
        }

        @Override
        protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo info, HttpServletRequest request) {
            return request instanceof Looking looking && !mayMatch(info, looking.path)
                    ? null
                    : super.getMatchingMapping(info, request);
        }

        private boolean mayMatch(RequestMappingInfo info, @Nullable String path) {
            List<LiteralPrefix> known = prefixes.get(info);
            if (known == null) {
                return true;
            }
            for (LiteralPrefix prefix : known) {
                if (prefix.mayMatch(path)) {
                    return true;
                }
            }
            return false;
        }

        private static List<LiteralPrefix> prefixes(RequestMappingInfo info) {
            return info.getPatternValues().stream().map(LiteralPrefix::of).toList();
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
