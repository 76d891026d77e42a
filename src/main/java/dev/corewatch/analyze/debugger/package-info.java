/** gdb, and eu-stack as the first answer and the fallback: run in bounds, their output read with suspicion. */
@org.jspecify.annotations.NullMarked
package dev.corewatch.analyze.debugger;
