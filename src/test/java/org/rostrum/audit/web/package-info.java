@NullMarked
package org.rostrum.audit.web;

import org.jspecify.annotations.NullMarked;
