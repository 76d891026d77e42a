/**
 * The words of the domain: records of what is known of a crash. JDK only (and JSpecify's annotations), no behaviour that touches the
 * outside.
 */
package dev.corewatch.crash;
