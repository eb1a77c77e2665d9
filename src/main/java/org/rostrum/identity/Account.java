package org.rostrum.identity;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider vouches for.
 *
 * @param registration under which name the provider is set up here
 * @param claims everything it says of the account
 */
public record Account(
        String registration,
        String issuer,
        String subject,
        @Nullable String name,
        @Nullable String email,
        boolean emailVerified,
        Map<String, Object> claims) {

    /** An address that only its owner can have shown; null for one that anybody could have typed. */
    @Nullable String verifiedEmail() {
        return emailVerified ? email : null;
    }

    /** What stands behind the last @ of a verified address; null without one. */
    @Nullable String verifiedDomain() {
        String address = verifiedEmail();
        return address == null
                ? null
                : address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** The words of a claim, whether it holds one or a list of them. */
    List<String> words(@Nullable String claim) {
        Object value = claim == null ? null : claims.get(claim);
        return switch (value) {
            case String word when !word.isBlank() -> List.of(word);
            case Collection<?> words ->
                words.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }
}
