/** What to do next, in words. Pure. */
@NullMarked
package dev.corewatch.analyze.advice;

import org.jspecify.annotations.NullMarked;
