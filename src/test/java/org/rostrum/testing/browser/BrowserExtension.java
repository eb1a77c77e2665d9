package org.rostrum.testing.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.rostrum.testing.Body;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Starts the {@link Stage} with the first browser test of the JVM, and looks after each test's visitors. */
final class BrowserExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    /**
     * What is started once in this JVM. JUnit's own store would not do: Surefire hands its forks one class after the other,
     * each as a run of its own, which would start portal, provider, database and browser anew for each.
     */
    private static final Map<Class<?>, AutoCloseable> KEPT = new LinkedHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(BrowserExtension::close));
    }

    private static final Namespace HERE = Namespace.create(BrowserExtension.class);

    private static Class<? extends Stage> stageOf(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), BrowserTest.class)
                .orElseThrow()
                .on();
    }

    private static Stage stage(ExtensionContext context) {
        return (Stage) KEPT.computeIfAbsent(stageOf(context), type -> (Stage) ReflectionSupport.newInstance(type));
    }

    private static Chromium chromium() {
        return (Chromium) KEPT.computeIfAbsent(Chromium.class, key -> Chromium.start());
    }

    private static void close() {
        KEPT.values().forEach(kept -> {
            try {
                kept.close();
            } catch (Exception e) {
                System.err.println("Left behind: " + e);
            }
        });
    }

    private static Visitors visitors(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(HERE).get(Visitors.class, Visitors.class));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Stage stage = stage(context);
        context.getStore(HERE)
                .put(
                        Visitors.class,
                        new Visitors(chromium().browser(), stage.portal().address()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Visitors visitors = visitors(context);
        try {
            boolean failed = context.getExecutionException().isPresent();
            if (failed || !visitors.untoleratedErrors().isEmpty()) {
                visitors.keepScreenshots(context.getRequiredTestClass().getSimpleName() + "."
                        + context.getRequiredTestMethod().getName());
            }
            Assertions.assertThat(visitors.untoleratedErrors())
                    .as("errors in the browsers' consoles")
                    .isEmpty();
        } finally {
            visitors.leave();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Visitors.class
                || type == PortalProcess.class
                || type == Body.class
                || type == JdbcClient.class
                || type == stageOf(context);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Visitors.class) {
            return visitors(context);
        }
        Stage stage = stage(context);
        if (type == PortalProcess.class) {
            return stage.portal();
        }
        if (type == Body.class) {
            return new Body(stage.jdbc());
        }
        return type == JdbcClient.class ? stage.jdbc() : stage;
    }
}
