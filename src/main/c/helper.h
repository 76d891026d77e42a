// What the helper's sources share.
#pragma once
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sysexits.h>
#include <unistd.h>

#define MIB ((uint64_t) 1 << 20)

extern bool by_kernel;                  // nobody reads standard error: the kernel's log gets the words too

// One line, without anything that a terminal or a log would obey.
__attribute__((format(printf, 1, 2))) void say(const char *words, ...);
// Says how it is called; an exit code.
int usage(void);
bool is_number(const char *text, int64_t max);
static inline uint64_t least(uint64_t a, uint64_t b) { return a < b ? a : b; }
// A small file of /proc as a string, good until the next one; empty when it can't be read.
const char *slurp(int directory, const char *name);
// What follows that word in /proc/PID/status; a process's name can't hold a line's end there.
const char *behind(const char *status, const char *word);
// /proc/PID if that process is dumping core, so that no other's memory or facts are read, whoever has the number by now; else -1.
int dying(const char *pid);
// The groups in /proc/PID/status, as many as there is room for.
size_t groups_of(const char *status, gid_t *group, size_t most);
// The effective capabilities there, one bit each.
uint64_t capabilities_of(const char *status);
// Keeps of our capabilities those that are wanted, and makes them effective. False, with errno.
bool confined(uint64_t wanted);
// Opens a directory that is root's, and that nobody else can enter; -1, and why not.
int own_directory(const char *path, const char **why);
// An exit code; what it lacks is said.
int enter_host(void);
// Puts the kernel's settings for cores back, by the agent's note of them, when the agent can't. Ends when it can't work.
int guard(const char *note, const char *socket_path);
// Writes the core on standard input into the file of that name, as the kernel would for that dying process: PID UID GID LIMIT PATH. An exit code.
int write_core(char **words);
// Dies in the place of that process, for `corewatch doctor --prove`: PID 0|1|- BYTES. An exit code.
int crash_as(char **words);
