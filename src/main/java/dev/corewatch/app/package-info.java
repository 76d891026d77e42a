/** Commands and wiring; the only package that knows all others. */
package dev.corewatch.app;
