@NullMarked
package org.rostrum.web;

import org.jspecify.annotations.NullMarked;
