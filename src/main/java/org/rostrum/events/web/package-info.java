@NullMarked
package org.rostrum.events.web;

import org.jspecify.annotations.NullMarked;
