/** The roles' settings, one immutable interface per feature; validated at start. */
package dev.corewatch.app.config;
