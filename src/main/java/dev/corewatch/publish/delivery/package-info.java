/** What an agent tells the controller (docs/reports.md): a queue on disk, and a worker that empties it over HTTPS. */
package dev.corewatch.publish.delivery;
