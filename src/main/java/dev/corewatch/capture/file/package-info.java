/**
 * Cores out of a directory that anybody may write to: what is in it is watched, judged and opened once, and nothing in it is trusted, neither names
 * nor owners nor links.
 */
package dev.corewatch.capture.file;
