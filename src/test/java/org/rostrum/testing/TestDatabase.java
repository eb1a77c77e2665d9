package org.rostrum.testing;

import org.rostrum.groups.Offices;
import org.rostrum.groups.WorkingGroups;
import org.rostrum.organizations.Organizations;
import org.rostrum.organizations.People;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A database of the context's own, with the cast in it. */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabase {

    @Bean
    DynamicPropertyRegistrar database() {
        String url = Postgres.newDatabase();
        return registry -> registry.add("spring.datasource.url", () -> url);
    }

    @Bean
    static Statements statements() {
        return new Statements();
    }

    @Bean
    Body body(JdbcClient jdbc) {
        return new Body(jdbc);
    }

    @Bean
    Newcomers newcomers(
            Organizations organizations, People people, WorkingGroups groups, Offices offices, JdbcClient jdbc) {
        return new Newcomers(organizations, people, groups, offices, jdbc);
    }

    @Bean
    GathersWhenReady gathersWhenReady(Body body) {
        return new GathersWhenReady(body);
    }

    record GathersWhenReady(Body body) {
        @EventListener(ApplicationReadyEvent.class)
        void gather() {
            body.gathers();
        }
    }
}
