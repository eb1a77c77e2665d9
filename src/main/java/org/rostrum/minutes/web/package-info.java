@NullMarked
package org.rostrum.minutes.web;

import org.jspecify.annotations.NullMarked;
