package org.rostrum.web;

import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.gzip.GzipEncoderConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the web server takes connections, and what it sends on them. */
@Configuration(proxyBeanMethods = false)
class Connections {

    /**
     * A plenary of several hundred whose browsers all connect in the same second. The usual queue holds 50 that wait to be
     * accepted, and resets what comes then, which each of them sees as a broken page.
     */
    private static final int WAITING = 1_024;

    /** A page of 60,000 characters becomes a twentieth longer than by the usual 6, in less than half the time. */
    private static final int COMPRESSION_LEVEL = 4;

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

    @Bean
    static WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> compressionOfPages() {
        return factory -> factory.addServerCustomizers(
                server -> server.getDescendants(CompressionHandler.class).forEach(Connections::compressLess));
    }

    private static void compressLess(CompressionHandler handler) {
        if (handler.removeCompression("gzip") instanceof GzipCompression gzip) {
            GzipEncoderConfig config = new GzipEncoderConfig();
            config.setCompressionLevel(COMPRESSION_LEVEL);
            gzip.setDefaultEncoderConfig(config);
            handler.putCompression(gzip);
        }
    }
}
