// Reads from address 0 when its standard input ends, or aborts: what its arguments say comes first.
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

// What gdb runs of a program that it is shown, unless it is told not to: python that makes a file.
__asm__(".pushsection .debug_gdb_scripts, \"MS\", @progbits, 1\n.byte 4\n"
        ".asciz \"auto-load\\nopen('" AUTO_LOADED "', 'w')\\n\"\n.popsection");

static int memory(long mebibytes) {
    char *bytes = malloc((size_t) mebibytes << 20);
    for (long i = 0; bytes && i < mebibytes << 20; i += 512) bytes[i] = (char) (1 + i / 512 % 100);
    return bytes == NULL;
}

// Neighbours differ, so that the kernel joins none.
static int mappings(long count) {
    char *pages = mmap(NULL, (size_t) count << 12, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (long i = 0; pages != MAP_FAILED && i < count; i += 2)
        if (mprotect(pages + (i << 12), 1 << 12, PROT_READ) < 0) return 0;      // as many as the kernel allows
    return pages == MAP_FAILED;
}

int main(int argc, char **argv) {
    int failed = 0, quietly = 0;
    for (int i = 1; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (!value++) continue;
        if (!strncmp(argv[i], "comm=", 5)) failed |= prctl(PR_SET_NAME, value);
        if (!strncmp(argv[i], "binary=", 7)) failed |= prctl(PR_SET_NAME, "\xff\xc0\x85\x1b[2J\n) Z 1");
        if (!strncmp(argv[i], "hostname=", 9)) failed |= unshare(CLONE_NEWUTS) || sethostname(value, strlen(value));
        if (!strncmp(argv[i], "dumpable=", 9)) failed |= prctl(PR_SET_DUMPABLE, atol(value));
        if (!strncmp(argv[i], "uid=", 4)) failed |= setuid((uid_t) atol(value));
        if (!strncmp(argv[i], "memory=", 7)) failed |= memory(atol(value));
        if (!strncmp(argv[i], "mappings=", 9)) failed |= mappings(atol(value));
        if (!strncmp(argv[i], "quietly=", 8)) quietly = 1;      // the kernel's log tells of a fault, not of abort(3)
    }
    if (failed) return perror("doomed"), 1;
    puts("ready");
    fflush(stdout);
    getchar();
    if (quietly) abort();
    return *(volatile int *) 0;
}
