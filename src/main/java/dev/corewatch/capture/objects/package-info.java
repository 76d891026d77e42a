/**
 * Programs, libraries and their debug information by build-id: kept from running processes while they can still be read, and found again when
 * a core asks for them.
 */
package dev.corewatch.capture.objects;
