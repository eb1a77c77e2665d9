@NullMarked
package org.rostrum.acting.web;

import org.jspecify.annotations.NullMarked;
