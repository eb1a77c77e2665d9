package org.rostrum.shared.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.rostrum.shared.BodySettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of /api/openapi.json. */
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {

    @Bean
    OpenAPI openApi(BodySettings body) {
        return new OpenAPI()
                .info(new Info()
                        .title("Rostrum of " + body.name())
                        .version("v1")
                        .description("""
                                Meetings, agendas, contributions and discussions, as the pages show them. Send a personal \
                                access token as `Authorization: Bearer …`, or use the session of a signed-in browser, \
                                whose changes then need the CSRF header. What is refused is answered with problem details \
                                (RFC 9457): `detail` is a sentence for a person, `errors` holds messages by field. Live \
                                events are described by /api/asyncapi.json."""))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }
}
