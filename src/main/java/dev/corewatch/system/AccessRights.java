package dev.corewatch.system;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the kernel compares when a process opens a file (credentials(7), capabilities(7)). Access control lists and security modules are beyond
 * it.
 *
 * @param uid of file accesses
 * @param gid of file accesses
 * @param groups the supplementary ones
 * @param capabilities the effective ones, one bit each
 */
public record AccessRights(int uid, int gid, Set<Integer> groups, long capabilities) {

    public static final int READ = 4;
    public static final int WRITE = 2;
    public static final int SEARCH = 1;

    private static final long DAC_OVERRIDE = 1 << 1;
    private static final long DAC_READ_SEARCH = 1 << 2;
    private static final long FOWNER = 1 << 3;
    private static final int OF_FILES = 3;

    public AccessRights {
        groups = Set.copyOf(groups);
    }

    /** By the text of /proc/PID/status; empty when it is none. */
    public static Optional<AccessRights> parse(String status) {
        try {
            var groups = Arrays.stream(ProcessStatus.field(status, "Groups").split("\\s+", -1))
                    .filter(group -> !group.isEmpty())
                    .map(Integer::parseUnsignedInt)
                    .collect(Collectors.toUnmodifiableSet());
            var capabilities = Long.parseUnsignedLong(ProcessStatus.field(status, "CapEff"), 16);
            return Optional.of(new AccessRights(ofFiles(status, "Uid"), ofFiles(status, "Gid"), groups, capabilities));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static int ofFiles(String status, String field) {
        return Integer.parseUnsignedInt(ProcessStatus.field(status, field).split("\t", -1)[OF_FILES]);
    }

    /** With root's uid for files, as the kernel dumps a process that isn't dumpable under fs.suid_dumpable=2. */
    public AccessRights asRoot() {
        return new AccessRights(0, gid, groups, capabilities);
    }

    /** Where its capabilities don't count: for files of another user namespace. */
    public AccessRights withoutCapabilities() {
        return new AccessRights(uid, gid, groups, 0);
    }

    /**
     * Whether it may do that to a file.
     *
     * @param wanted a sum of {@link #READ}, {@link #WRITE} and {@link #SEARCH} in a directory
     */
    public boolean may(FileOwner directory, int wanted) {
        if ((capabilities & DAC_OVERRIDE) != 0) {
            return true;
        }
        if ((wanted & WRITE) == 0 && (capabilities & DAC_READ_SEARCH) != 0) {
            return true;
        }
        return (granted(directory) & wanted) == wanted;
    }

    private int granted(FileOwner directory) {
        if (directory.uid() == uid) {
            return directory.mode() >> 6;
        }
        boolean member = directory.gid() == gid || groups.contains(directory.gid());
        return member ? directory.mode() >> 3 : directory.mode();
    }

    /** Whether it may remove that file out of that directory, in which it may write. */
    public boolean mayRemove(FileOwner file, FileOwner directory) {
        return !directory.isSticky() || file.uid() == uid || directory.uid() == uid || (capabilities & FOWNER) != 0;
    }
}
