/** Every meter of corewatch: names, labels and what moves them (docs/metrics.md). */
package dev.corewatch.publish.metrics;
