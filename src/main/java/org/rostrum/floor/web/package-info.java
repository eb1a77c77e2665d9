@NullMarked
package org.rostrum.floor.web;

import org.jspecify.annotations.NullMarked;
