/** Cores that the kernel pipes into the helper, which hands the pipe over (core(5), src/main/c). */
package dev.corewatch.capture.pipe;
