// What the parts of corewatch-helper share.
#pragma once
#include <stdbool.h>
#include <stdint.h>

__attribute__((format(printf, 1, 2))) void say(const char *words, ...);
bool is_number(const char *text, int64_t max);
const char *slurp(int directory, const char *name);
const char *behind(const char *text, const char *word);

int crash_as(char **words);
