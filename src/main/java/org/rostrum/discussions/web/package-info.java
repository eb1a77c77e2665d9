@NullMarked
package org.rostrum.discussions.web;

import org.jspecify.annotations.NullMarked;
