package org.rostrum.web;

import jakarta.servlet.ServletContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * Links within the portal, in {@linkplain KeptPieces pieces} too, which are rendered without a request. The build is put into
 * the addresses of scripts and styles.
 */
@Configuration(proxyBeanMethods = false)
class PageLinks {

    /** Would ask the chain of resource resolvers about every link of a page, and never remember that it was none of theirs. */
    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> resourceUrlEncodingFilter() {
        var none = new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        none.setEnabled(false);
        return none;
    }

    @Bean
    static BeanPostProcessor linksOfPages(
            ObjectProvider<ServletContext> servlets,
            @Value("${spring.web.resources.chain.strategy.fixed.version}") String version) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof SpringTemplateEngine engine) {
                    engine.setLinkBuilder(new Links(servlets.getObject().getContextPath(), version));
                }
                return bean;
            }
        };
    }

    private static final class Links extends StandardLinkBuilder {

        private final String path;
        private final String version;

        Links(String path, String version) {
            this.path = path;
            this.version = version;
        }

        @Override
        protected @Nullable String computeContextPath(
                IExpressionContext context, String base, Map<String, Object> parameters) {
            return context instanceof IWebContext ? super.computeContextPath(context, base, parameters) : path;
        }

        @Override
        protected String processLink(IExpressionContext context, String link) {
            boolean asset = link.startsWith("/js/", path.length()) || link.startsWith("/css/", path.length());
            return asset && link.startsWith(path)
                    ? path + "/" + version + link.substring(path.length())
                    : super.processLink(context, link);
        }
    }
}
