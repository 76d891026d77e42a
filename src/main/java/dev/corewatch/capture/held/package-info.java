/**
 * Processes that the kernel holds while their cores are taken, by whichever way it tells of them. While one is held its clients hang: nothing is
 * done then that could wait.
 */
package dev.corewatch.capture.held;
