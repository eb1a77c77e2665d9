package org.rostrum.shared.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

/**
 * Puts the build into the addresses of scripts and styles. Spring's own filter asks the chain of resource resolvers about
 * every link of a page, and never remembers that a link was none of them: most of the time of a long table.
 */
@Configuration(proxyBeanMethods = false)
class VersionedAssets {

    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> resourceUrlEncodingFilter() {
        var none = new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        none.setEnabled(false);
        return none;
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> versionedAssetsFilter(
            @Value("${spring.web.resources.chain.strategy.fixed.version}") String version) {
        return new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                chain.doFilter(request, versioned(request.getContextPath(), version, response));
            }
        });
    }

    private static HttpServletResponseWrapper versioned(String context, String version, HttpServletResponse response) {
        return new HttpServletResponseWrapper(response) {
            @Override
            public String encodeURL(String url) {
                boolean asset = url.startsWith("/js/", context.length()) || url.startsWith("/css/", context.length());
                return asset && url.startsWith(context)
                        ? context + "/" + version + url.substring(context.length())
                        : super.encodeURL(url);
            }
        };
    }
}
