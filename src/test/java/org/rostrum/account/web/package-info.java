@NullMarked
package org.rostrum.account.web;

import org.jspecify.annotations.NullMarked;
