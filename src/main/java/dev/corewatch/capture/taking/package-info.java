/** From a held process to a core on disk: which kind, how much of it, and how long that may take. */
package dev.corewatch.capture.taking;
