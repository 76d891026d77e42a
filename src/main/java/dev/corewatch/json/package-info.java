/** The one JSON (and YAML) mapper, so that every document is written and read by the same rules. */
package dev.corewatch.json;
