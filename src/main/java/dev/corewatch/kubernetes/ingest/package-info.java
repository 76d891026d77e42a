/** What node agents report to the controller: {@code PUT /v1/occurrences/{id}}, who may, and the certificates it is served with. */
package dev.corewatch.kubernetes.ingest;
