package org.rostrum.web;

import jakarta.servlet.ServletContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Links within the portal, in {@linkplain KeptPieces pieces} too, which are rendered without a request. */
@Configuration(proxyBeanMethods = false)
class PieceLinks {

    @Bean
    static BeanPostProcessor linksOfPieces(ObjectProvider<ServletContext> servlets) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof SpringTemplateEngine engine) {
                    engine.setLinkBuilder(links(servlets.getObject()));
                }
                return bean;
            }
        };
    }

    private static StandardLinkBuilder links(ServletContext servlet) {
        return new StandardLinkBuilder() {
            @Override
            protected @Nullable String computeContextPath(
                    IExpressionContext context, String base, Map<String, Object> parameters) {
                return context instanceof IWebContext
                        ? super.computeContextPath(context, base, parameters)
                        : servlet.getContextPath();
            }
        };
    }
}
