@NullMarked
package org.rostrum.agendas.web;

import org.jspecify.annotations.NullMarked;
