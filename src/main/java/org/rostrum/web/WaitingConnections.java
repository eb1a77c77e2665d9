package org.rostrum.web;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A plenary of several hundred whose browsers all connect in the same second. The usual queue holds 50 that wait to be
 * accepted, and resets what comes then, which each of them sees as a broken page.
 */
@Configuration(proxyBeanMethods = false)
class WaitingConnections {

    private static final int WAITING = 1_024;

    @Bean
    static WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> connectionsThatWait() {
        return factory -> factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof ServerConnector listening) {
                    listening.setAcceptQueueSize(WAITING);
                }
            }
        });
    }
}
