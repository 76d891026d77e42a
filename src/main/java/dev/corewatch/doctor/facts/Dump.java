package dev.corewatch.doctor.facts;

/**
 * What the kernel knows of a process's core before it is written.
 *
 * @param coreLimit RLIMIT_CORE in bytes, the soft one; {@link #UNLIMITED}
 * @param hardCoreLimit the hard one
 * @param fileLimit RLIMIT_FSIZE, the soft one
 * @param filter coredump_filter (core(5)); -1 when it can't be read
 * @param bytes of memory that would be written, about
 */
public record Dump(Dumpable dumpable, long coreLimit, long hardCoreLimit, long fileLimit, int filter, long bytes) {

    public static final long UNLIMITED = Long.MAX_VALUE;

    /** prctl(2), PR_SET_DUMPABLE. */
    public enum Dumpable {
        YES,
        /** 0, or 2 under fs.suid_dumpable=2. */
        NO,
        /** Root's, of which it can't be seen. */
        UNSEEN
    }
}
