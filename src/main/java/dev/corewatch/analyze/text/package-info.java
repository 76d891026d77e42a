/** Reads the backtraces and last words that people paste. Text in, values out; hostile text costs linear time. */
@NullMarked
package dev.corewatch.analyze.text;

import org.jspecify.annotations.NullMarked;
