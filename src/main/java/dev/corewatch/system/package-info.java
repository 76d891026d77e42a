/**
 * The few calls into libc that the JDK lacks, one class each, all through {@code Libc}. It finds functions at run time, so that these classes
 * are initialised at run time in a native binary too (META-INF/native-image/dev.corewatch/corewatch/native-image.properties).
 */
package dev.corewatch.system;
