// corewatch-helper: what corewatch needs on a node and a JVM can't do: start within a millisecond when the kernel pipes a core, and enter
// the host's mount namespace; and outlive the agent (guard.c). One static program that takes nothing from its environment; docs/helper.md
// describes it. Whatever comes in is bounded: the arrays below are all the memory there is for it.
#include "helper.h"
#include <elf.h>
#include <sched.h>
#include <stdarg.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/statvfs.h>

#define PROTOCOL "corewatch-pipe 1"
#define INBOX_BYTES (512 * MIB)
#define DISK_LEFT (64 * MIB)
#define BUDGET (64 * MIB)       // memory in a core, half of it for threads
#define STACK (MIB / 4)         // of each thread, from the stack pointer up
#define RED_ZONE 128            // below it, by x86-64's ABI
#define STATIC_TLS (MIB / 16)   // of each thread, on either side of the thread pointer
#define GUARD_GAP MIB           // how far below its stack an overflowed pointer may be
#define LEADING (4 * MIB)       // of everything else
enum { PATIENCE = 5, ALONE = 30 };      // seconds: an agent may be silent; a core without an agent may take
enum { INBOX_CORES = 64, INBOX_FACTS = 4096, MARK = 24, MOST_LOADS = 49152, MOST_OF_THREADS = 8192 };      // the latter together below PN_XNUM
enum { PID, TID, SIGNAL, TIME, HOSTNAME, WORDS };       // what the kernel says of the death: %P %I %s %t %h

bool by_kernel;
static Elf64_Ehdr head;
static Elf64_Phdr load[MOST_LOADS + 1];         // as the kernel says, PT_NOTE first; then PT_LOADs, the smallest first
static bool has_stack[MOST_LOADS + 1];
static Elf64_Phdr part[MOST_LOADS + MOST_OF_THREADS];   // of the new core; each keeps the first p_filesz bytes of its memory
static uint64_t budget = BUDGET;
static unsigned char notes[32 * MIB];
static char facts[MIB / 16];
static size_t loads, parts, notes_size, facts_size;

void say(const char *words, ...) {
    char line[400] = "<4>corewatch-helper: ";   // printk's level: warning
    size_t size = strlen(line);
    va_list values;
    va_start(values, words);
    vsnprintf(line + size, sizeof line - size - 1, words, values);
    va_end(values);
    for (; line[size]; size++)
        if (line[size] < ' ' || line[size] > '~') line[size] = '?';
    line[size++] = '\n';
    int log = by_kernel ? open("/dev/kmsg", O_WRONLY | O_CLOEXEC | O_NOCTTY) : -1;
    if (write(2, line + 3, size - 3) < 0 || log < 0 || write(log, line, size) < 0) return;      // to whom should it say so?
}

static uint64_t paged(uint64_t size) {
    uint64_t page = (uint64_t) sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

bool is_number(const char *text, int64_t max) {
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && digits < 19 && text[digits] == 0 && strtoll(text, NULL, 10) <= max;
}

static bool read_whole(void *into, size_t size) {
    size_t have = 0;
    for (ssize_t got; have < size && (got = read(0, (char *) into + have, size - have)) > 0;) have += (size_t) got;
    return have == size;
}

const char *slurp(int directory, const char *name) {
    static char text[MIB];
    int file = openat(directory, name, O_RDONLY | O_CLOEXEC);
    size_t size = 0;
    for (ssize_t got = file; got >= 0 && (got = read(file, text + size, sizeof text - 1 - size)) > 0;) size += (size_t) got;
    text[size] = 0;
    close(file);
    return text;
}

// ---- the agent

static int connected(const char *path, const char **why) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    struct ucred peer = {.uid = (uid_t) -1};
    socklen_t size = sizeof peer;
    int agent = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (strlen(path) >= sizeof at.sun_path) return *why = "its socket's path is too long", -1;
    memcpy(at.sun_path, path, strlen(path));
    if (agent < 0 || connect(agent, (struct sockaddr *) &at, sizeof at) < 0) return *why = strerror(errno), -1;
    if (getsockopt(agent, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0 || peer.uid != 0) return *why = "it isn't root's", -1;
    return agent;
}

static bool offered(int agent, char **death, int core, int process) {
    const int files[2] = {core, process};
    char message[512] = PROTOCOL, *end = message + sizeof PROTOCOL;
    for (int i = 0; i < WORDS; i++) end += snprintf(end, 256, "%s", death[i]) + 1;
    struct iovec bytes = {message, (size_t) (end - message)};
    union { struct cmsghdr first; char space[CMSG_SPACE(sizeof files)]; } control = {
        .first = {.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof files)}};
    struct msghdr letter = {.msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.space};
    memcpy(CMSG_DATA(&control.first), files, sizeof files);
    return sendmsg(agent, &letter, MSG_NOSIGNAL) == (ssize_t) bytes.iov_len;
}

// Passes on what the kernel wrote. What to wait for next: stdin, `to`, or nothing (-1) when the core has ended or the agent wants no more
// of it. It may still read the process's memory then, so stdin stays open.
static int relayed(int ready, int to) {
    if (ready == 0) return to;
    ssize_t moved = splice(0, NULL, to, NULL, MIB, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    if (moved > 0 || (moved < 0 && errno == EAGAIN)) return 0;
    close(to);
    return -1;
}

// Waits for 'T' (taken), then passes the core on until the agent closes. What the agent has is a pipe of the helper's, never the kernel's:
// a stopped agent that had that one would hold the dying process for as long as it is stopped. NULL, or why the helper has the core, whole.
static const char *passed(int agent, int to, const char *pid) {
    bool taken = false;
    int flow = -1;
    for (;;) {
        struct pollfd watched[2] = {{agent, POLLIN, 0}, {flow, flow == 0 ? POLLIN : POLLOUT, 0}};
        char word = 0;
        if (poll(watched, 2, PATIENCE * 1000) <= 0) {
            if (taken) say("the agent is silent for %d s: process %s, whose core it took, is released", PATIENCE, pid);
            return taken ? NULL : "it is silent";
        }
        if (watched[0].revents && (recv(agent, &word, 1, MSG_DONTWAIT) != 1 || word != (taken ? '.' : 'T')))
            return taken ? NULL : "it ended without taking it";
        if (watched[1].revents) flow = relayed(flow, to);
        if (word == 'T') flow = 0;
        taken = true;
    }
}

static const char *handed_over(const char *path, char **death) {
    const char *why = NULL;
    int relay[2], agent = connected(path, &why), process = (int) syscall(SYS_pidfd_open, atoi(death[PID]), 0);
    if (agent < 0) return why;
    if (process < 0 || pipe2(relay, O_CLOEXEC) < 0) return strerror(errno);
    fcntl(0, F_SETPIPE_SZ, MIB);
    fcntl(relay[1], F_SETPIPE_SZ, MIB);
    if (!offered(agent, death, relay[0], process)) return strerror(errno);
    close(relay[0]);
    why = passed(agent, relay[1], death[PID]);
    close(agent);
    return why;
}

// ---- a thin core without an agent

static int by_size(const void *a, const void *b) {
    uint64_t one = ((const Elf64_Phdr *) a)->p_filesz, other = ((const Elf64_Phdr *) b)->p_filesz;
    return (one > other) - (one < other);
}

static int by_address(const void *a, const void *b) {
    uint64_t one = ((const Elf64_Phdr *) a)->p_vaddr, other = ((const Elf64_Phdr *) b)->p_vaddr;
    return (one > other) - (one < other);
}

static uint64_t end_of(const Elf64_Phdr *segment) { return segment->p_vaddr + segment->p_memsz; }

// ELF header, program headers and notes, one behind the other as the kernel writes them. NULL, or what is wrong.
static const char *read_headers(void) {
    if (!read_whole(&head, sizeof head)) return "the core ends in its header";
    if (memcmp(head.e_ident, ELFMAG "\2\1", SELFMAG + 2) != 0 || head.e_type != ET_CORE) return "not a little-endian ELF64 core";
    size_t count = head.e_phnum;
    if (head.e_phoff != sizeof head || head.e_phentsize != sizeof *load || count < 1 || count > MOST_LOADS + 1)
        return "its program headers aren't the kernel's, or too many";
    if (!read_whole(load, count * sizeof *load)) return "the core ends in its program headers";
    if (load[0].p_type != PT_NOTE || load[0].p_offset != sizeof head + count * sizeof *load || load[0].p_filesz > sizeof notes - MARK)
        return "its notes aren't where the kernel puts them, or too large";
    notes_size = MARK + (size_t) load[0].p_filesz;          // a note of ours, in front, says that memory was left out on purpose
    if (!read_whole(mempcpy(notes, "\12\0\0\0\0\0\0\0CWTHcorewatch\0\0", MARK), notes_size - MARK)) return "the core ends in its notes";
    for (size_t i = 1; i < count; i++)
        if (load[i].p_type == PT_LOAD && load[i].p_filesz <= load[i].p_memsz) load[loads++] = load[i];
    qsort(load, loads, sizeof *load, by_size);
    return NULL;
}

// A segment of the new core, from `below` bytes behind the load's beginning to its end.
static void keep(const Elf64_Phdr *from, uint64_t below, uint64_t most) {
    Elf64_Phdr *kept = &part[parts++];
    *kept = *from;
    kept->p_vaddr += below;
    kept->p_memsz -= below;
    kept->p_filesz = least(least(from->p_filesz - below, most), budget);
    budget -= kept->p_filesz;
}

// Memory around a thread's pointer. An overflowed stack's is below it, in a guard or in nothing. Whether there is any.
static bool keep_around(uint64_t pointer, uint64_t before, uint64_t most, size_t *best) {
    *best = loads;
    for (size_t i = 0; i < loads; i++)
        if (end_of(&load[i]) > pointer && load[i].p_filesz > 0 && (*best == loads || load[i].p_vaddr < load[*best].p_vaddr))
            *best = i;
    if (*best == loads || budget < BUDGET / 2 || parts == MOST_OF_THREADS) return false;
    uint64_t start = load[*best].p_vaddr, below = pointer > start + before ? (pointer - before - start) / paged(1) * paged(1) : 0;
    if (below >= load[*best].p_filesz || (start > pointer && start - pointer > GUARD_GAP)) return false;
    keep(&load[*best], below, most);
    return true;
}

// Stack and thread-local memory of each thread. Registers begin at the 14th word of NT_PRSTATUS: x86-64's 19th is rsp and 21st fs_base,
// arm64's 31st is sp; its thread pointer has a note of its own.
static void keep_threads(void) {
    bool arm = head.e_machine == EM_AARCH64;
    uint64_t word[64] = {0};
    size_t best;
    Elf64_Nhdr note;
    for (uint64_t at = 0, next; notes_size - at >= sizeof note; at = next) {
        memcpy(&note, notes + at, sizeof note);
        uint64_t from = at + sizeof note + ((uint64_t) note.n_namesz + 3) / 4 * 4;
        next = from + ((uint64_t) note.n_descsz + 3) / 4 * 4;
        if (next > notes_size) return;
        memcpy(word, notes + from, least(note.n_descsz, sizeof word));
        if (note.n_type == NT_PRSTATUS && keep_around(word[arm ? 14 + 31 : 14 + 19], RED_ZONE, STACK, &best)) has_stack[best] = true;
        if (note.n_type == (arm ? NT_ARM_TLS : NT_PRSTATUS)) keep_around(word[arm ? 0 : 14 + 21], STATIC_TLS, 2 * STATIC_TLS, &best);
    }
}

// Parts that touch or overlap become one; one that lies in another's memory ends it.
static void join_parts(void) {
    size_t last = 0;
    qsort(part, parts, sizeof *part, by_address);
    for (size_t i = 1; i < parts; i++) {
        uint64_t kept = part[last].p_vaddr + part[last].p_filesz, end = part[i].p_vaddr + part[i].p_filesz;
        bool same = end_of(&part[i]) == end_of(&part[last]);
        if (same && part[i].p_vaddr <= kept) {
            part[last].p_filesz = (end > kept ? end : kept) - part[last].p_vaddr;
            continue;
        }
        if (same) part[last].p_memsz = part[i].p_vaddr - part[last].p_vaddr;
        part[++last] = part[i];
    }
    parts = parts > 0 ? last + 1 : 0;
}

// The threads' memory, then the beginning of whatever the kernel would dump, the smallest segments first: what a backtrace needs of mapped
// files (first page, RELRO, .data, .bss), the link map and [vdso] are small.
static void lay_out(void) {
    if (head.e_machine == EM_X86_64 || head.e_machine == EM_AARCH64) keep_threads();
    for (size_t i = 0; i < loads; i++) keep(&load[i], 0, has_stack[i] ? 0 : LEADING);
    join_parts();
}

// As far as it can be read; zeros stay holes.
static bool copied(int memory, int core, Elf64_Phdr *segment) {
    static char buffer[MIB / 16];
    uint64_t done = 0;
    for (ssize_t got = 1; done < segment->p_filesz; done += (uint64_t) got) {
        got = pread(memory, buffer, (size_t) least(sizeof buffer, segment->p_filesz - done), (off_t) (segment->p_vaddr + done));
        if (got <= 0) break;
        bool zeros = buffer[0] == 0 && memcmp(buffer, buffer + 1, (size_t) got - 1) == 0;
        errno = ENOSPC;         // what a short write means
        if (!zeros && pwrite(core, buffer, (size_t) got, (off_t) (segment->p_offset + done)) != got) return false;
    }
    segment->p_filesz = done;
    return true;
}

static bool written(int memory, int core) {
    Elf64_Phdr note = {.p_type = PT_NOTE, .p_offset = sizeof head + (1 + parts) * sizeof note, .p_filesz = notes_size, .p_align = 4};
    uint64_t end = paged(note.p_offset + notes_size);
    for (size_t i = 0; i < parts; end += paged(part[i++].p_filesz)) {
        part[i].p_offset = end;
        if (!copied(memory, core, &part[i])) return false;
    }
    head.e_phnum = (Elf64_Half) (1 + parts);
    head.e_shoff = head.e_shnum = head.e_shentsize = head.e_shstrndx = 0;
    return pwrite(core, &head, sizeof head, 0) == sizeof head && pwrite(core, &note, sizeof note, sizeof head) == sizeof note
           && pwrite(core, part, parts * sizeof *part, sizeof head + sizeof note) == (ssize_t) (parts * sizeof *part)
           && pwrite(core, notes, notes_size, (off_t) note.p_offset) == (ssize_t) notes_size && ftruncate(core, (off_t) end) == 0;
}

// ---- the inbox

int own_directory(const char *path, const char **why) {
    struct stat is;
    int inbox = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inbox < 0) return *why = strerror(errno), -1;
    if (path[0] == '/' && fstat(inbox, &is) == 0 && is.st_uid == 0 && (is.st_mode & 077) == 0) return inbox;
    return *why = "not an absolute path to root's own directory (chown root, chmod 0700)", -1;
}

// How many files have that in their names; `*bytes` grows by what they hold.
static size_t count(int inbox, const char *kind, uint64_t *bytes) {
    size_t found = 0;
    struct stat is;
    DIR *directory = fdopendir(openat(inbox, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        if (!strstr(entry->d_name, kind) || fstatat(inbox, entry->d_name, &is, AT_SYMLINK_NOFOLLOW) < 0) continue;
        *bytes += (uint64_t) is.st_size;
        found++;
    }
    if (directory) closedir(directory);
    return found;
}

// The core's file, of full size at once: helpers that run at the same time see what each other will need.
static const char *reserved(int inbox, const char *name, int *core) {
    uint64_t size = notes_size + (BUDGET - budget) + (2 + parts) * (sizeof *part + paged(1)), there = 0;
    struct statvfs disk = {0};
    const char *why = NULL;
    flock(inbox, LOCK_EX);
    if (count(inbox, ".core", &there) >= INBOX_CORES) why = "too many cores";
    else if (there + size > INBOX_BYTES) why = "too many bytes";
    else if (fstatvfs(inbox, &disk) < 0 || disk.f_bavail * disk.f_frsize < DISK_LEFT + size) why = "disk almost full";
    else if ((*core = openat(inbox, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0 || ftruncate(*core, (off_t) size) < 0)
        why = strerror(errno);
    flock(inbox, LOCK_UN);
    return why;
}

// A whole line or none.
static void fact(const char *key, const char *value, size_t length) {
    char *end = facts + facts_size;
    if (facts_size + strlen(key) + 4 * length + 3 > sizeof facts) return;
    end += sprintf(end, "%s=", key);
    for (size_t i = 0; i < length; i++)
        end += sprintf(end, value[i] < ' ' || value[i] > '~' || value[i] == '\\' ? "\\x%02x" : "%c", (unsigned char) value[i]);
    *end++ = '\n';
    facts_size = (size_t) (end - facts);
}

const char *behind(const char *status, const char *word) {
    const char *found = strstr(status, word);
    return found ? found + strlen(word) : "";
}

int dying(const char *pid) {
    char path[32];
    snprintf(path, sizeof path, "/proc/%s", pid);
    int process = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *behind(process < 0 ? "" : slurp(process, "status"), "\nCoreDumping:\t") == '1' ? process : -1;
}

static void process_facts(int process) {
    char executable[4096];
    const char *status = slurp(process, "status"), *uid = behind(status, "\nUid:\t"), *inner = behind(status, "\nNSpid:\t");
    fact("uid", uid, strcspn(uid, "\t\n"));
    while (inner[strcspn(inner, "\t\n")] == '\t') inner = strchr(inner, '\t') + 1;
    fact("nspid", inner, strcspn(inner, "\n"));
    const char *stat = strrchr(slurp(process, "stat"), ')');
    for (int field = 2; stat && field < 22; field++) stat = strchr(stat + 1, ' ');
    if (stat) fact("starttime", stat + 1, strcspn(stat + 1, " \n"));
    ssize_t length = readlinkat(process, "exe", executable, sizeof executable);
    fact("exe", executable, length > 0 ? (size_t) length : 0);
    for (const char *line = slurp(process, "cgroup"); *line; line += strcspn(line, "\n"), line += *line == '\n')
        fact("cgroup", line, strcspn(line, "\n"));
}

static int facts_file(int inbox, const char *name, char **death, int process) {
    static const char *const keys[] = {"pid", "tid", "signal", "time", "hostname"};
    const char *boot = slurp(AT_FDCWD, "/proc/sys/kernel/random/boot_id");
    uint64_t ignored = 0;
    fact("version", "1", 1);
    for (int i = 0; i < WORDS; i++) fact(keys[i], death[i], strlen(death[i]));
    fact("boot", boot, strcspn(boot, "\n"));
    if (process >= 0) process_facts(process);
    flock(inbox, LOCK_EX);
    bool full = count(inbox, ".facts", &ignored) >= INBOX_FACTS;
    int file = full ? -1 : openat(inbox, name, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
    flock(inbox, LOCK_UN);
    return file >= 0 && write(file, facts, facts_size) == (ssize_t) facts_size ? file : -1;
}

static const char *core_file(int inbox, const char *unfinished, const char *name, int process) {
    int memory = openat(process, "mem", O_RDONLY | O_CLOEXEC), core = -1;
    const char *why = read_headers();
    if (why) return why;
    lay_out();
    if (!(why = reserved(inbox, unfinished, &core)) && (!written(memory, core) || renameat(inbox, unfinished, inbox, name) < 0))
        why = strerror(errno);
    if (why && core >= 0) unlinkat(inbox, unfinished, 0);
    return why;
}

// The process is released when this one ends.
static int alone(const char *path, char **death) {
    const char *why = NULL;
    char name[3][96];
    uint64_t random = 0;
    alarm(ALONE);
    int inbox = own_directory(path, &why), process = dying(death[PID]), file = -1;
    if (getrandom(&random, sizeof random, 0) < 0) why = strerror(errno);
    for (int i = 0; i < 3; i++)
        snprintf(name[i], sizeof name[i], "%s-%s-%016llx.%s", death[TIME], death[PID], (unsigned long long) random,
                 (const char *const[]) {"facts", "core.part", "core"}[i]);
    if (why || (file = facts_file(inbox, name[0], death, process)) < 0) {
        say("the core of process %s is lost: inbox %s: %s", death[PID], path, why ? why : "full, or can't be written");
        return EX_CANTCREAT;
    }
    if (!(why = core_file(inbox, name[1], name[2], process))) return EX_OK;
    say("the core of process %s is dropped: %s", death[PID], why);
    facts_size = 0;
    fact("dropped", why, strlen(why));
    return write(file, facts, facts_size) < 0 ? EX_IOERR : EX_DATAERR;
}

int usage(void) {
    say("usage: pipe SOCKET INBOX %%P %%I %%s %%t %%h | set-pattern PATTERN | exec-host PROGRAM [ARGUMENT...] | guard NOTE SOCKET | "
        "write-core PID UID GID LIMIT PATH | crash-as PID 0|1|- BYTES | --version");
    return EX_USAGE;
}

// Kernels before 5.3 make several words of a hostname with spaces; it is the last one, so that the others are what they are.
static int pipe_core(const char *socket_path, const char *inbox, char **death) {
    by_kernel = true;
    if (!is_number(death[PID], 1 << 22) || !is_number(death[TID], 1 << 22) || !is_number(death[SIGNAL], 64)
        || !is_number(death[TIME], INT64_MAX))
        return usage();
    if (strlen(death[HOSTNAME]) > 255) death[HOSTNAME][255] = 0;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGALRM, SIG_DFL);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    umask(077);
    const char *why = handed_over(socket_path, death);
    if (!why) return EX_OK;
    say("no agent for the core of process %s (%s): a thin one goes to the inbox", death[PID], why);
    return alone(inbox, death);
}

// Process 1 may let nobody look; the kernel's own thread 2, which has no executable, is in the same one.
int enter_host(void) {
    char any;
    int host = open("/proc/1/ns/mnt", O_RDONLY | O_CLOEXEC);
    if (host < 0 && readlink("/proc/2/exe", &any, 1) < 0 && errno == ENOENT) host = open("/proc/2/ns/mnt", O_RDONLY | O_CLOEXEC);
    if (host >= 0 && setns(host, CLONE_NEWNS) == 0 && chdir("/") == 0) return EX_OK;
    say("can't enter the host's mount namespace: %s. It takes root, the host's pid namespace (hostPID), CAP_SYS_ADMIN, "
        "CAP_SYS_CHROOT and CAP_SYS_PTRACE", strerror(errno));
    return EX_NOPERM;
}

static int set_pattern(const char *pattern) {
    const char *const setting = "/proc/sys/kernel/core_pattern";
    size_t size = 0;
    while (pattern[size] >= ' ' && pattern[size] <= '~') size++;
    if (size < 1 || size > 127 || pattern[size] != 0) {
        say("a pattern is one line of 1 to 127 printable characters");
        return EX_USAGE;
    }
    if (enter_host() != EX_OK) return EX_NOPERM;
    int file = open(setting, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, pattern, size) != (ssize_t) size) {
        int error = errno;
        say("can't write %s: %s. It takes root; for @ and @@ also kernel 6.16 or 6.17 and an absolute path", setting, strerror(error));
        return error == EINVAL ? EX_DATAERR : EX_NOPERM;
    }
    const char *now = slurp(AT_FDCWD, setting);
    if (strlen(now) == size + 1 && memcmp(now, pattern, size) == 0) return EX_OK;
    say("%s reads back as %s: another program sets it too, or this kernel can't hold it", setting, now);
    return EX_IOERR;
}

static int exec_host(char **command) {
    static char path[] = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    static const sigset_t none;
    int code = command[0][0] == '/' ? enter_host() : usage();
    if (code != EX_OK) return code;
    if (syscall(SYS_close_range, 3U, ~0U, 0U) < 0)      // before 5.9
        for (int file = (int) sysconf(_SC_OPEN_MAX); file > 2; file--) close(file);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    execve(command[0], command, (char *[]) {path, NULL});
    say("can't run %s on the host: %s", command[0], strerror(errno));
    return EX_UNAVAILABLE;
}

int main(int argc, char **argv) {
    static const char version[] = "corewatch-helper, " PROTOCOL "\n";
    const char *verb = argc > 1 ? argv[1] : "";
    for (int file = 0; file < 3; file++)
        if (fcntl(file, F_GETFD) < 0 && open("/dev/null", O_RDWR) != file) return EX_OSERR;
    if (strcmp(verb, "pipe") == 0 && argc >= 9) return pipe_core(argv[2], argv[3], argv + 4);
    if (strcmp(verb, "set-pattern") == 0 && argc == 3) return set_pattern(argv[2]);
    if (strcmp(verb, "exec-host") == 0 && argc >= 3) return exec_host(argv + 2);
    if (strcmp(verb, "write-core") == 0 && argc == 7) return write_core(argv + 2);
    if (strcmp(verb, "guard") == 0 && argc == 4) return guard(argv[2], argv[3]);
    if (strcmp(verb, "crash-as") == 0 && argc == 5) return crash_as(argv + 2);
    if (strcmp(verb, "--version") != 0 || argc != 2) return usage();
    return write(1, version, sizeof version - 1) == (ssize_t) sizeof version - 1 ? EX_OK : EX_IOERR;
}
