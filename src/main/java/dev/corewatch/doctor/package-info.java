/** Says what would become of the core of a process that crashed now, and how to mend it. */
package dev.corewatch.doctor;
