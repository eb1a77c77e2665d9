@NullMarked
package org.rostrum.cockpit.web;

import org.jspecify.annotations.NullMarked;
