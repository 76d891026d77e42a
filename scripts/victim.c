// For scripts/bench-agent. As `haproxy MB`: fills that much memory with random pages, says so by a byte, and when standard input ends writes
// the time (CLOCK_MONOTONIC, in nanoseconds) and sends itself a SIGSEGV, of which the kernel's log tells nothing. Without words: what core_pattern pipes to, and reads to nothing.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static int sink(void) {
    static char nothing[1 << 20];
    fcntl(0, F_SETPIPE_SZ, sizeof nothing);
    while (read(0, nothing, sizeof nothing) > 0) {}
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 2) return sink();
    size_t words = strtoul(argv[1], NULL, 10) << 17;
    uint64_t *memory = mmap(NULL, words * 8, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), random = 88172645463325252;
    if (memory == MAP_FAILED) return 1;
    for (size_t i = 0; i < words; i++) {        // Marsaglia, Xorshift RNGs, 2003
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        memory[i] = random;
    }
    struct timespec now;
    char word = 'r';
    if (write(1, &word, 1) != 1 || read(0, &word, 1) != 0) return 1;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t nanos = (uint64_t) now.tv_sec * 1000000000 + (uint64_t) now.tv_nsec;
    if (write(1, &nanos, sizeof nanos) != sizeof nanos) return 1;
    return kill(getpid(), SIGSEGV);
}
