/** Takes secrets out of everything that leaves the spool. Pure. */
@NullMarked
package dev.corewatch.analyze.redact;

import org.jspecify.annotations.NullMarked;
