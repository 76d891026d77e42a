/** What makes two crashes the same bug: docs/grouping.md. Pure functions of frames and words. */
@NullMarked
package dev.corewatch.analyze.signature;

import org.jspecify.annotations.NullMarked;
