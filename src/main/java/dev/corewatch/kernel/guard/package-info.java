/** The agent's end of its guard: the helper as a process of its own, which puts the kernel's settings back for an agent that can't (docs/helper.md). */
package dev.corewatch.kernel.guard;
