package org.rostrum.local.provider;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.rostrum.testing.Cast;

/**
 * Somebody who can sign in at the local provider; the password is the name.
 *
 * @param role as the login page says it
 */
record Account(String name, String fullName, String email, boolean emailVerified, String role) {

    /** The cast, and two whom the portal meets for the first time. */
    static List<Account> all() {
        return Stream.concat(
                        Arrays.stream(Cast.values()).map(Account::of),
                        Stream.of(
                                new Account(
                                        "newton",
                                        "Newton Newcomer",
                                        "newton@lorem.example",
                                        true,
                                        "new; address in the domain of Lorem Devices"),
                                new Account(
                                        "wanda",
                                        "Wanda Waitlist",
                                        "wanda@elsewhere.example",
                                        true,
                                        "new; has to ask for access")))
                .toList();
    }

    private static Account of(Cast person) {
        Cast.Company company = person.company();
        return new Account(
                person.account(),
                person.fullName(),
                person.email(),
                true,
                company == null ? person.role() : person.role() + ", " + company.title());
    }
}
