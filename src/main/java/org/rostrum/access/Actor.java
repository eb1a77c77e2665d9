package org.rostrum.access;

import java.time.Instant;
import java.util.UUID;
import org.rostrum.organizations.PersonId;

/**
 * Who of the staff acts in a delegate's name. The {@link Viewer} then is the delegate's, so that nothing more is possible
 * than the delegate could do; this says whose hand it was.
 *
 * @param acting the entry that says since when and why
 * @param until when it ends by itself
 */
public record Actor(UUID acting, PersonId person, String name, String reason, Instant until) {}
