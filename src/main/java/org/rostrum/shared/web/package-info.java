@NullMarked
package org.rostrum.shared.web;

import org.jspecify.annotations.NullMarked;
