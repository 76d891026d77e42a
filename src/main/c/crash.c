// crash-as PID DUMPABLE BYTES: a small process in another's place, and with its rights, that dies of SIGSEGV. What decides the fate of its core
// is the other's: mounts, root, working directory, pid and host names, user, groups, capabilities, limits, coredump_filter. Standard output
// gets `key=value` lines: inner (its pid in its own namespace), host, pid, signal, dumped.
#include "helper.h"
#include <grp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>

enum { MOST_GROUPS = 1024, MOST_MEBIBYTES = 256, PATIENCE = 60 };
static const int64_t MOST_BYTES = (int64_t) MOST_MEBIBYTES << 20;

struct place {
    int spaces[3], root, work;
    uid_t uid[4];
    gid_t gid[4], group[MOST_GROUPS];
    size_t groups;
    uint64_t capabilities;
    struct rlimit core, file;
};

static void ids(const char *line, uint32_t id[4]) {
    char *at;
    for (int i = 0; i < 4; i++, line = at) id[i] = (uint32_t) strtoul(line, &at, 10);
}

static rlim_t value(const char **at) {
    char *end;
    while (**at == ' ') ++*at;
    if (**at == 'u') return *at += strlen("unlimited"), RLIM_INFINITY;
    rlim_t limit = strtoull(*at, &end, 10);
    *at = end;
    return limit;
}

static struct rlimit limit(const char *limits, const char *name) {
    const char *at = behind(limits, name);
    struct rlimit found;
    found.rlim_cur = value(&at);
    found.rlim_max = value(&at);
    return found;
}

// Whether all of it could be looked at.
static bool look(int process, struct place *place) {
    static const char *const names[] = {"ns/pid", "ns/uts", "ns/mnt"};
    const char *status = slurp(process, "status");
    ids(behind(status, "\nUid:\t"), place->uid);
    ids(behind(status, "\nGid:\t"), place->gid);
    place->groups = groups_of(status, place->group, MOST_GROUPS);
    place->capabilities = capabilities_of(status);
    const char *limits = slurp(process, "limits");
    place->core = limit(limits, "\nMax core file size");
    place->file = limit(limits, "\nMax file size");
    place->root = openat(process, "root", O_PATH | O_DIRECTORY | O_CLOEXEC);
    place->work = openat(process, "cwd", O_PATH | O_DIRECTORY | O_CLOEXEC);
    bool all = place->root >= 0 && place->work >= 0;
    for (int i = 0; i < 3; i++) all = (place->spaces[i] = openat(process, names[i], O_RDONLY | O_CLOEXEC)) >= 0 && all;
    return all;
}

// coredump_filter is inherited. The pid namespace is the next child's.
static bool entered(int process, const struct place *place) {
    const char *filter = slurp(process, "coredump_filter");
    char text[32];
    int own = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);
    int size = snprintf(text, sizeof text, "0x%.8s", filter);
    bool done = own >= 0 && size > 2 && write(own, text, (size_t) size) == size;
    if (own >= 0) close(own);
    return done && setns(place->spaces[0], CLONE_NEWPID) == 0 && setns(place->spaces[1], CLONE_NEWUTS) == 0
           && setns(place->spaces[2], CLONE_NEWNS) == 0 && fchdir(place->root) == 0 && chroot(".") == 0 && fchdir(place->work) == 0;
}

static bool became(const struct place *place) {
    return setrlimit(RLIMIT_CORE, &place->core) == 0 && setrlimit(RLIMIT_FSIZE, &place->file) == 0
           && setgroups(place->groups, place->group) == 0 && setresgid(place->gid[0], place->gid[1], place->gid[2]) == 0
           && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == 0 && setresuid(place->uid[0], place->uid[1], place->uid[2]) == 0
           && confined(place->capabilities);
}

// Without a fault of its own, of which the kernel's log would tell.
static int die(const struct place *place, const char *dumpable, size_t bytes) {
    struct utsname host;
    sigset_t none;
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    prctl(PR_SET_NAME, "corewatch-probe", 0, 0, 0);
    void *memory = mmap(NULL, bytes + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory != MAP_FAILED) memset(memory, 1, bytes + 1);
    if (memory == MAP_FAILED || !became(place) || uname(&host) < 0) {
        say("can't become like the process: %s", strerror(errno));
        return EX_NOPERM;
    }
    if (dumpable[0] != '-' && prctl(PR_SET_DUMPABLE, dumpable[0] - '0', 0, 0, 0) < 0) return EX_OSERR;
    dprintf(1, "inner=%d\nhost=%s\n", (int) getpid(), host.nodename);
    signal(SIGSEGV, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    kill(getpid(), SIGSEGV);
    return EX_OSERR;
}

int crash_as(char **words) {
    static struct place place;
    char path[32];
    int status = 0;
    if (!is_number(words[0], 1 << 22) || (strcmp(words[1], "0") != 0 && strcmp(words[1], "1") != 0 && strcmp(words[1], "-") != 0)
        || !is_number(words[2], MOST_BYTES)) {
        say("usage: crash-as PID 0|1|- BYTES, of these at most %d MiB", MOST_MEBIBYTES);
        return EX_USAGE;
    }
    snprintf(path, sizeof path, "/proc/%s", words[0]);
    int process = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (process < 0) {
        say("no process %s: %s", words[0], strerror(errno));
        return EX_NOINPUT;
    }
    if (!look(process, &place) || !entered(process, &place)) {
        say("can't enter the place of process %s: %s. It takes root, CAP_SYS_ADMIN, CAP_SYS_CHROOT and CAP_SYS_PTRACE", words[0],
            strerror(errno));
        return EX_NOPERM;
    }
    alarm(PATIENCE);
    pid_t child = fork();
    if (child == 0) _exit(die(&place, words[1], (size_t) strtoull(words[2], NULL, 10)));
    if (child < 0 || waitpid(child, &status, 0) != child) {
        say("can't start a process: %s", strerror(errno));
        return EX_OSERR;
    }
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    dprintf(1, "pid=%d\nsignal=%d\ndumped=%d\n", (int) child, WTERMSIG(status), WCOREDUMP(status) != 0);
    return EX_OK;
}
