package org.rostrum.web;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the web server takes connections. */
@Configuration(proxyBeanMethods = false)
class Connections {

    /**
     * A plenary of several hundred whose browsers all connect in the same second. The usual queue holds 50 that wait to be
     * accepted, and resets what comes then, which each of them sees as a broken page.
     */
    private static final int WAITING = 1_024;

    @Bean
    static WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> boundsOfConnections(ServerSettings settings) {
        return factory -> factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof ServerConnector listening) {
                    listening.setAcceptQueueSize(WAITING);
                    listening.addBean(new SlowHeads(listening.getScheduler(), settings.headWithin()));
                }
            }
        });
    }
}
