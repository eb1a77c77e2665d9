/**
 * A real OpenID Connect provider with the cast's accounts. It is a Spring application of its own, on its own port;
 * nothing here carries a stereotype annotation, so that the portal's scan of org.rostrum passes it by.
 */
@NullMarked
package org.rostrum.local.provider;

import org.jspecify.annotations.NullMarked;
