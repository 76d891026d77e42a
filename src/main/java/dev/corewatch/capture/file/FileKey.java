package dev.corewatch.capture.file;

/** Names a file whatever its path: the numbers of its device and of its inode. */
public record FileKey(long device, long inode) {}
