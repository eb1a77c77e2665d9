@NullMarked
package org.rostrum.sheets.web;

import org.jspecify.annotations.NullMarked;
