@NullMarked
package org.rostrum.registrations.web;

import org.jspecify.annotations.NullMarked;
