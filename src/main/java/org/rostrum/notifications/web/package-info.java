@NullMarked
package org.rostrum.notifications.web;

import org.jspecify.annotations.NullMarked;
