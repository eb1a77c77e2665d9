@NullMarked
package org.rostrum.documents;

import org.jspecify.annotations.NullMarked;
