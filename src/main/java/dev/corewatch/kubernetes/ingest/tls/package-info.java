/** Certificates for the server of reports: made and renewed by the controller itself, or read from files that somebody else renews. */
package dev.corewatch.kubernetes.ingest.tls;
