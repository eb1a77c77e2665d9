package org.rostrum.identity.provider;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** How providers are spoken to. Spring's own clients would wait for ever for one that took the call and fell silent. */
public final class ProviderHttp {

    private static final Duration CONNECTING = Duration.ofSeconds(3);
    private static final Duration ANSWERING = Duration.ofSeconds(5);

    private ProviderHttp() {}

    public static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes() {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(tokens());
        return client;
    }

    static OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshes() {
        var client = new RestClientRefreshTokenTokenResponseClient();
        client.setRestClient(tokens());
        return client;
    }

    public static OidcUserService users() {
        var http = new RestTemplate(patient());
        http.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        var accounts = new DefaultOAuth2UserService();
        accounts.setRestOperations(http);
        var users = new OidcUserService();
        users.setOauth2UserService(accounts);
        return users;
    }

    /** Throws where nobody answers, or who does is in trouble; that there is nothing at an address is an answer too. */
    static void look(String address) {
        RestClient.builder()
                .requestFactory(patient())
                .build()
                .get()
                .uri(URI.create(address))
                .retrieve()
                .onStatus(HttpStatusCode::is4xxClientError, (question, answer) -> {})
                .toBodilessEntity();
    }

    private static RestClient tokens() {
        return RestClient.builder()
                .requestFactory(patient())
                .configureMessageConverters(converters -> {
                    converters.addCustomConverter(new FormHttpMessageConverter());
                    converters.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
    }

    private static ClientHttpRequestFactory patient() {
        var factory = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(CONNECTING).build());
        factory.setReadTimeout(ANSWERING);
        return factory;
    }
}
