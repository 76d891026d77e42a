/**
 * Who died: from a process that the kernel holds to its container, and from there, by what the container's runtime keeps on this host, to the
 * workload's name. Nothing that a container can write overrules the kernel's word.
 */
package dev.corewatch.identity;
