/** What the doctor looks at: the node's settings and a process, read from /proc once; everything else judges these values. */
package dev.corewatch.doctor.facts;
