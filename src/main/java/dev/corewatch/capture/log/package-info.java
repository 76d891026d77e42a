/** Follows HAProxy's log while it is written. */
@NullMarked
package dev.corewatch.capture.log;

import org.jspecify.annotations.NullMarked;
