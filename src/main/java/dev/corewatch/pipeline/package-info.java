/** The one short flow of a crash, and the interfaces of what it needs. */
@NullMarked
package dev.corewatch.pipeline;

import org.jspecify.annotations.NullMarked;
