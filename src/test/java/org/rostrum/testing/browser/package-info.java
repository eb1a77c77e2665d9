/** The portal as its users meet it: a real browser, a real provider, and the portal in a process of its own. */
@NullMarked
package org.rostrum.testing.browser;

import org.jspecify.annotations.NullMarked;
