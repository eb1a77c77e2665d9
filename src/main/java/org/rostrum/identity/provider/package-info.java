/** The OpenID Connect providers: where they are, and what is asked of them besides signing in. */
@NullMarked
package org.rostrum.identity.provider;

import org.jspecify.annotations.NullMarked;
