package org.rostrum.identity.web;

import java.util.List;
import org.rostrum.identity.AccessTokens.Token;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Somebody who showed a personal access token instead of a session. */
public final class TokenAuthentication extends AbstractAuthenticationToken {

    private final transient Token token;

    public TokenAuthentication(Token token) {
        super(List.of());
        this.token = token;
        setAuthenticated(true);
    }

    public Token token() {
        return token;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return token.person().toString();
    }
}
