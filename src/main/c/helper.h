// What the parts of corewatch-helper share.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define MIB ((uint64_t) 1 << 20)

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

// The verb: PID UID GID LIMIT PATH. An exit code.
int write_core(char **words);
