/** Where reports and cores go to stay: the port, and a directory behind it. */
@NullMarked
package dev.corewatch.store;

import org.jspecify.annotations.NullMarked;
