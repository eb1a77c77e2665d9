@NullMarked
package org.rostrum.imports.web;

import org.jspecify.annotations.NullMarked;
