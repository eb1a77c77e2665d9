package org.rostrum;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class RostrumApplication {

    static void main(String[] args) {
        SpringApplication.run(RostrumApplication.class, args);
    }
}
