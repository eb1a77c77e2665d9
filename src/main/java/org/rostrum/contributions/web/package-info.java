@NullMarked
package org.rostrum.contributions.web;

import org.jspecify.annotations.NullMarked;
