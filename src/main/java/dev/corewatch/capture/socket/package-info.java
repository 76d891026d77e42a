/** The kernel's coredump socket with a handshake: {@code core_pattern=@@PATH}, Linux 6.17 and later (core(5)). */
package dev.corewatch.capture.socket;
