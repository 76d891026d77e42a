/** Upstream's crash fixes, and which of them a crash looks like. */
@NullMarked
package dev.corewatch.analyze.fixes;

import org.jspecify.annotations.NullMarked;
