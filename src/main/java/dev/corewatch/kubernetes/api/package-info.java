/** The API group {@code corewatch.dev}: resources and annotations, which other programs read by name; and how the controller marks what is its own. */
package dev.corewatch.kubernetes.api;
