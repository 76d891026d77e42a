/** The lines of a log, whatever it was exported as: plain text, JSON, CSV, journald's export format. Streaming, bounded. */
@NullMarked
package dev.corewatch.json.export;

import org.jspecify.annotations.NullMarked;
