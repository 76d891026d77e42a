/** A class per cause for which there is no core, and per setting of a node: pure over what was read. */
package dev.corewatch.doctor.check;
