package org.rostrum.identity.web;

import org.rostrum.identity.Logins;
import org.rostrum.identity.provider.Accounts;
import org.rostrum.identity.provider.ProviderHttp;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Loads the user the provider vouches for, and matches the account to a person. */
@Component
class MatchingOidcUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private final OidcUserService provider = ProviderHttp.users();
    private final Logins logins;

    MatchingOidcUsers(Logins logins) {
        this.logins = logins;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = provider.loadUser(request);
        logins.recognise(Accounts.of(request.getClientRegistration().getRegistrationId(), user));
        return user;
    }
}
