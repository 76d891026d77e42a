// Writes the core on standard input where a core_pattern that is a file's name would have had the kernel write it (fs/coredump.c): in the dying
// process's mount namespace and root directory, as its user, with no more rights than it has.
#include "helper.h"
#include <grp.h>
#include <sched.h>

enum { WORDS_PID, WORDS_UID, WORDS_GID, WORDS_LIMIT, WORDS_PATH, BLOCK = 4096, MOST_GROUPS = 65536 };

static gid_t group[MOST_GROUPS];

static bool is_our_user_namespace(int process) {
    struct stat its, ours;
    return fstatat(process, "ns/user", &its, 0) == 0 && stat("/proc/self/ns/user", &ours) == 0 && its.st_ino == ours.st_ino
           && its.st_dev == ours.st_dev;
}

static bool become(uid_t uid, gid_t gid, size_t groups, uint64_t capabilities) {
    return prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 && setgroups(groups, group) == 0 && setresgid(gid, gid, gid) == 0
           && setresuid(uid, uid, uid) == 0 && confined(capabilities);
}

// Where the process is, and who; nothing of its own runs there. False, with errno.
static bool enter(int process, char **words) {
    const char *status = slurp(process, "status");
    size_t groups = groups_of(status, group, MOST_GROUPS);
    uint64_t capabilities = is_our_user_namespace(process) ? capabilities_of(status) : 0;       // elsewhere they mean less
    int root = openat(process, "root", O_PATH | O_DIRECTORY | O_CLOEXEC), mounts = openat(process, "ns/mnt", O_RDONLY | O_CLOEXEC);
    return root >= 0 && mounts >= 0 && setns(mounts, CLONE_NEWNS) == 0 && fchdir(root) == 0 && chroot(".") == 0
           && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
           && become((uid_t) strtoul(words[WORDS_UID], NULL, 10), (gid_t) strtoul(words[WORDS_GID], NULL, 10), groups, capabilities);
}

// As the kernel: what has that name goes, no link is followed, and the file is nobody else's.
static int fresh(const char *path) {
    struct stat is;
    if (unlink(path) < 0 && errno != ENOENT) return -1;
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0 || (fstat(file, &is) == 0 && S_ISREG(is.st_mode) && is.st_nlink == 1 && is.st_uid == geteuid())) return file;
    errno = EPERM;
    return -1;
}

static bool is_zero(const char *block, size_t size) { return block[0] == 0 && memcmp(block, block + 1, size - 1) == 0; }

// Zeros stay holes; what is beyond the limit is left out, and the file says so by its size. False, with errno.
static bool copied(int file, uint64_t limit) {
    static char block[BLOCK];
    uint64_t at = 0;
    for (size_t have = 0; at < limit; at += have) {
        have = 0;
        for (ssize_t got; have < BLOCK && (got = read(0, block + have, BLOCK - have)) > 0;) have += (size_t) got;
        if (have == 0) break;
        have = (size_t) least(have, limit - at);
        errno = ENOSPC;         // what a short write means
        if (!is_zero(block, have) && pwrite(file, block, have, (off_t) at) != (ssize_t) have) return false;
    }
    return ftruncate(file, (off_t) at) == 0;
}

static int failed(char **words, const char *why) {
    say("the core of process %s can't be written to %s: %s", words[WORDS_PID], words[WORDS_PATH], why);
    return EX_CANTCREAT;
}

int write_core(char **words) {
    if (!is_number(words[WORDS_PID], 1 << 22) || !is_number(words[WORDS_UID], UINT32_MAX) || !is_number(words[WORDS_GID], UINT32_MAX)
        || !is_number(words[WORDS_LIMIT], INT64_MAX) || words[WORDS_PATH][0] != '/')
        return usage();
    int process = dying(words[WORDS_PID]);
    if (process < 0) return failed(words, "it isn't dying");
    if (!enter(process, words)) return failed(words, strerror(errno));
    int file = fresh(words[WORDS_PATH]);
    if (file < 0 || !copied(file, (uint64_t) strtoull(words[WORDS_LIMIT], NULL, 10))) return failed(words, strerror(errno));
    return EX_OK;
}
