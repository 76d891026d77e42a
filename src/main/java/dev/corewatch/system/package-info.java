/**
 * The few calls into libc that the JDK lacks, one class each. Every downcall's signature is registered for the native image in
 * META-INF/native-image/dev.corewatch/corewatch/reachability-metadata.json; the classes are initialised at run time.
 */
package dev.corewatch.system;
