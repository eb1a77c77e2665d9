package org.rostrum.testing.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in Chromium. What runs is started once for all of them: PostgreSQL, the provider, and the portal as a process
 * that a test may kill. A test asks for {@link Visitors}, {@link PortalProcess}, {@link org.rostrum.testing.Body} or its
 * {@link Stage} by naming it as a parameter, and arranges a meeting of its own. Name the class {@code …BrowserTests}:
 * those run in {@code mvn verify} after all others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
public @interface BrowserTest {

    /** What is to run. */
    Class<? extends Stage> on() default LocalStage.class;
}
