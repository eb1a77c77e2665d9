package org.rostrum;

import org.rostrum.start.RequiredSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class RostrumApplication {

    static void main(String[] args) {
        var rostrum = new SpringApplication(RostrumApplication.class);
        rostrum.addInitializers(new RequiredSettings());
        rostrum.run(args);
    }
}
