package org.rostrum.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How those who sign in are matched to people. Where the providers are is said by Spring's own settings.
 *
 * @param recheck how often the provider is asked whether an account that is signed in still may be
 * @param remembered how long it is taken for granted what a program's token is worth and which meeting is held in the
 *     room it writes in; a change of rights that this node hears of ends it sooner. With what a request takes it stays
 *     below the second within which a right that was taken is gone
 * @param providers by the name of their registration; one that is not listed has the defaults
 */
@Validated
@ConfigurationProperties("rostrum.identity")
public record IdentitySettings(
        @DefaultValue("5m") Duration recheck,
        @DefaultValue("500ms") Duration remembered,
        @DefaultValue Map<String, @Valid Provider> providers) {

    /**
     * What one provider is believed.
     *
     * @param matchByEmail whether an address it verified finds the person who has it
     * @param matchByDomain whether an address it verified, in an organisation's verified domain, makes its owner a
     *     delegate
     * @param organizationClaim the claim that names the organisation, or one of its verified domains; null for none
     * @param rolesClaim the claim that lists roles in groups; null for none
     * @param rolesPattern how an entry of that claim names them: a regular expression with the groups "group" and "role"
     */
    public record Provider(
            @DefaultValue("true") boolean matchByEmail,
            @DefaultValue("true") boolean matchByDomain,
            @Nullable String organizationClaim,
            @Nullable String rolesClaim,

            @DefaultValue("^/(?<group>[A-Z0-9-]+)/(?<role>[a-z-]+)$")
            Pattern rolesPattern) {

        static final Provider DEFAULTS =
                new Provider(true, true, null, null, Pattern.compile("^/(?<group>[A-Z0-9-]+)/(?<role>[a-z-]+)$"));

        @AssertTrue(message = "roles-pattern must have the named groups (?<group>…) and (?<role>…)")
        boolean isPatternNamingGroupAndRole() {
            return rolesPattern.namedGroups().keySet().containsAll(Set.of("group", "role"));
        }
    }

    /** What a provider is believed, by the name of its registration. */
    public Provider provider(String registration) {
        return providers.getOrDefault(registration, Provider.DEFAULTS);
    }

    @AssertTrue(
            message =
                    "rostrum.identity.remembered must be 0s to 500ms: a second after it was taken from somebody, what they were about to do is over, too")
    boolean isRememberedShortly() {
        return !remembered.isNegative() && remembered.compareTo(Duration.ofMillis(500)) <= 0;
    }

    @AssertTrue(message = "rostrum.identity.recheck must be at least 1s") boolean isRecheckLongEnough() {
        return recheck.compareTo(Duration.ofSeconds(1)) >= 0;
    }
}
