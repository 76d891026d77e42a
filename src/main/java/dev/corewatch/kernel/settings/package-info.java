/** What the kernel does with cores: its settings (core(5), /proc/sys/kernel), taken over, put back, and proven by a real crash. */
package dev.corewatch.kernel.settings;
