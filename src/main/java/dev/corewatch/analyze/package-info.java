/** Puts together what the sub-packages find out: the report of a core, the signature of a pasted text. */
@NullMarked
package dev.corewatch.analyze;

import org.jspecify.annotations.NullMarked;
