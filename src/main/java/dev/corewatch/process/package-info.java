/**
 * Every child process corewatch starts, bounded in time, memory and output, and the sandbox that debuggers run in. The only place
 * with a ProcessBuilder.
 */
@org.jspecify.annotations.NullMarked
package dev.corewatch.process;
