/** The API group {@code corewatch.dev}: resources and annotations. Everything that other programs read by name. */
package dev.corewatch.kubernetes.api;
