// The guard: a process of its own, which must not die with the agent. It puts the kernel's settings for cores back when the agent is gone or
// silent, so that a death never waits for somebody who can't answer (docs/helper.md, "The guard").
#include "helper.h"
#include <sys/mman.h>
#include <time.h>

enum { UNSEEN = 5000, SILENT = 3000, KILL = 4000, LAST = 4500, TICK = 100 };      // milliseconds, from the agent's last beat
enum { MOST_WAITING = 64, LONGEST = 256 };

static int spool;                       // the directory of the note
static const char *note_name;
static int agent = -1, process = -1;    // the connection to the agent; the agent itself
static int64_t heard;
static bool put_back, killed;           // since then
static int waiting[MOST_WAITING];           // those that may wait for a silent agent
static size_t waiting_count;

static int64_t milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void word(char word) {
    if (agent >= 0) send(agent, &word, 1, MSG_NOSIGNAL | MSG_DONTWAIT);     // one who doesn't read it will learn it
}

// ---- the kernel's settings

// The agent's note, a line's end in front of each line, as far as it was written by root alone and in this boot; empty without one.
static const char *read_note(void) {
    static char text[16384];
    char boot[64];
    struct stat is;
    ssize_t size = 0;
    int file = openat(spool, note_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file >= 0 && fstat(file, &is) == 0 && S_ISREG(is.st_mode) && is.st_uid == 0 && (is.st_mode & 022) == 0)
        size = read(file, text + 1, sizeof text - 2);
    if (file >= 0) close(file);
    text[0] = '\n';
    text[size > 0 ? size + 1 : 0] = 0;
    snprintf(boot, sizeof boot, "\nboot=%s", slurp(AT_FDCWD, "/proc/sys/kernel/random/boot_id"));
    return strstr(text, boot) ? text : "";
}

static bool is_ours(const char *note, const char *name, const char *value) {
    char line[LONGEST + 64];
    snprintf(line, sizeof line, "\nours.%s=%s\n", name, value);
    return strstr(note, line) != NULL;
}

static void first_line(char into[LONGEST], const char *text) { snprintf(into, LONGEST, "%.*s", (int) strcspn(text, "\n"), text); }

// Through our own mounts where these allow it, else through the host's, which alone may name a socket.
static bool set(const char *setting, const char *value) {
    char line[LONGEST + 1];
    size_t size = (size_t) snprintf(line, sizeof line, "%s\n", value);
    for (bool entered = false;; entered = true) {
        int file = open(setting, O_WRONLY | O_CLOEXEC);
        bool done = file >= 0 && write(file, line, size) == (ssize_t) size;
        int error = errno;
        if (file >= 0) close(file);
        if (done || entered || enter_host() != EX_OK) return errno = error, done;
    }
}

// Only what is still the agent's: what somebody else has set since is his.
static void restore(const char *note, const char *name, const char *why) {
    char setting[64], key[64], now[LONGEST], before[LONGEST];
    snprintf(setting, sizeof setting, "/proc/sys/kernel/%s", name);
    snprintf(key, sizeof key, "\n%s=", name);
    if (!strstr(note, key)) return;
    first_line(now, slurp(AT_FDCWD, setting));
    first_line(before, behind(note, key));
    if (strcmp(now, before) == 0) return;
    if (!is_ours(note, name, now)) say("%s: kernel.%s is left at '%s', which somebody else has set", why, name, now);
    else if (set(setting, before)) say("%s: kernel.%s is put back to '%s'", why, name, before);
    else say("%s: kernel.%s can't be put back to '%s': %s", why, name, before, strerror(errno));
}

static void restore_all(const char *why) {
    const char *note = read_note();
    restore(note, "core_pipe_limit", why);
    restore(note, "core_sort_vma", why);
    restore(note, "core_pattern", why);
    put_back = true;
}

// ---- deaths that wait for a silent agent

// A helper that pipes a core waits for 5 s at most by itself.
static bool by_socket(void) {
    char now[LONGEST];
    first_line(now, slurp(AT_FDCWD, "/proc/sys/kernel/core_pattern"));
    return now[0] == '@' && is_ours(read_note(), "core_pattern", now);
}

static bool is_dying(int pid) {
    char status[32];
    snprintf(status, sizeof status, "/proc/%d/status", pid);
    return *behind(slurp(AT_FDCWD, status), "\nCoreDumping:\t") == '1';
}

// Once the setting is another: whoever dies later waits for somebody else.
static void find_waiting(void) {
    DIR *all = opendir("/proc");
    for (struct dirent *entry; all && waiting_count < MOST_WAITING && (entry = readdir(all));)
        if (is_number(entry->d_name, 1 << 22) && is_dying(atoi(entry->d_name))) waiting[waiting_count++] = atoi(entry->d_name);
    if (all) closedir(all);
}

static void keep_waiting(void) {
    size_t kept = 0;
    for (size_t i = 0; i < waiting_count; i++)
        if (is_dying(waiting[i])) waiting[kept++] = waiting[i];
    waiting_count = kept;
}

// The kernel closes the agent's sockets, and lets go of whoever waits at them. An agent that can't even be killed, for it is frozen or waits for
// a disk, keeps them open: then the dying are killed, which ends the dump.
static void release(int64_t silence) {
    keep_waiting();
    if (waiting_count == 0) return;
    if (silence >= KILL && !killed) {
        killed = true;
        say("the agent hangs, and process %d waits for it to die: the agent is killed", waiting[0]);
        if (syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0) < 0) say("the agent can't be killed: %s", strerror(errno));
    } else if (silence >= LAST) {
        for (size_t i = 0; i < waiting_count; i++) {
            say("the agent can't be killed: process %d, which waits for it to die, ends by signal 9 instead of its own", waiting[i]);
            if (kill(waiting[i], SIGKILL) < 0) say("process %d can't be ended: %s", waiting[i], strerror(errno));
        }
        waiting_count = 0;
    }
}

// ---- the agent

static void admit(int listener) {
    struct ucred peer = {.uid = (uid_t) -1};
    socklen_t size = sizeof peer, small = sizeof process;
    agent = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (agent < 0) return;
    if (getsockopt(agent, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0 || peer.uid != 0) {
        say("user %d connected, who isn't root", (int) peer.uid);
        close(agent);
        agent = -1;
        return;
    }
    if (getsockopt(agent, SOL_SOCKET, 77 /* SO_PEERPIDFD, since 6.5 */, &process, &small) < 0)
        process = (int) syscall(SYS_pidfd_open, peer.pid, 0);
    heard = milliseconds();
    say("watches the agent, process %d", (int) peer.pid);
}

static void leave(void) {
    restore_all("the agent is gone");
    close(agent);
    if (process >= 0) close(process);
    agent = process = -1;
    waiting_count = 0;
}

static void hear(void) {
    char beat;
    if (recv(agent, &beat, 1, MSG_DONTWAIT) != 1) {
        leave();
        return;
    }
    word(put_back ? 'H' : '.');     // it may take them again
    if (put_back) say("the agent is well again: it may take the settings");
    put_back = killed = false;
    waiting_count = 0;
    heard = milliseconds();
}

static void miss(void) {
    int64_t silence = milliseconds() - heard;
    if (agent < 0) restore_all("no agent has come for 5 s");
    else if (put_back) release(silence);
    else if (silence >= SILENT) {
        bool they_wait = by_socket();
        word('R');
        restore_all("the agent is silent for 3 s");
        if (they_wait) find_waiting();
    }
}

// Milliseconds until somebody must do something though nobody says anything.
static int patience(void) {
    if (put_back) return waiting_count > 0 ? TICK : -1;
    int64_t left = heard + (agent < 0 ? UNSEEN : SILENT) - milliseconds();
    return left > 0 ? (int) left : 0;
}

// ---- the start

static int listening(const char *path) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    const char *why = "its path is too long, or not absolute", *slash = strrchr(path, '/');
    int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (slash && strlen(path) < sizeof at.sun_path) {
        snprintf(at.sun_path, sizeof at.sun_path, "%.*s", (int) (slash - path), path);
        if (mkdir(at.sun_path, 0700) < 0) chmod(at.sun_path, 0700);     // a kubelet makes it for all to enter
        int directory = own_directory(at.sun_path, &why);
        if (directory >= 0) {
            close(directory);
            strcpy(at.sun_path, path);
            unlink(path);
            if (bind(listener, (struct sockaddr *) &at, sizeof at) == 0 && listen(listener, 4) == 0) return listener;
            why = strerror(errno);
        }
    }
    say("can't listen at %s: %s", path, why);
    return -1;
}

static void withstand(void) {
    int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score < 0 || write(score, "-999", 4) < 0) say("may be killed when memory is short: CAP_SYS_RESOURCE is missing");
    if (score >= 0) close(score);
    mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    signal(SIGPIPE, SIG_IGN);
    umask(077);
}

int guard(const char *note, const char *socket_path) {
    char directory[4096];
    const char *slash = strrchr(note, '/');
    by_kernel = true;
    withstand();
    snprintf(directory, sizeof directory, "%.*s", slash ? (int) (slash - note) : 0, note);
    note_name = slash ? slash + 1 : note;
    spool = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (spool < 0) say("can't open the directory of %s: %s", note, strerror(errno));
    int listener = spool < 0 ? -1 : listening(socket_path);
    if (listener < 0) return EX_CANTCREAT;
    int setting = open("/proc/sys/kernel/core_pattern", O_WRONLY | O_CLOEXEC);
    if (setting < 0 && enter_host() != EX_OK) return EX_NOPERM;
    if (setting >= 0) close(setting);
    say("guards the settings of %s; an agent finds it at %s", note, socket_path);
    heard = milliseconds();
    for (;;) {
        struct pollfd watched = {agent < 0 ? listener : agent, POLLIN, 0};
        int ready = poll(&watched, 1, patience());
        if (ready == 0) miss();
        else if (ready > 0 && agent < 0) admit(listener);
        else if (ready > 0) hear();
    }
}
