/** What the kernel says of a death: its log's lines. Text in, values out; hostile text costs linear time. */
@NullMarked
package dev.corewatch.kernel;

import org.jspecify.annotations.NullMarked;
