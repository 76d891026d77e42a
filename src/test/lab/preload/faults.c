/* libfaults.so, preloaded into HAProxy: does one kind of harm when a reply that carries the marker passes through.
 *
 * LAB_FAULT names the harm. LAB_FAULT_AT says where the marker is looked for:
 *   deflate  in the body that HAProxy hands to zlib; harm when it flushes, under deflate_flush_or_finish()
 *   regex    in a header that HAProxy matches with pcre2; harm at once, under process_stream()
 * LAB_BALLAST is memory to hold, in MB: pages of random words and pointers to each other, which all hang on one global.
 * "zlib" hurts nobody but the real libz: its input claims 4096 bytes where 64 are readable, and its memcpy runs over.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <zlib.h>

static const char marker[] = "THING-TWO-POISON";
static const char *harm, *place;
static int (*real_deflate)(z_streamp, int);
static int (*real_match)(const void *, const unsigned char *, size_t, size_t, uint32_t, void *, void *);
static int (*real_jit_match)(const void *, const unsigned char *, size_t, size_t, uint32_t, void *, void *);
static __thread z_streamp sick;                 /* the stream that saw the marker */

static void (*volatile nowhere)(void);
static volatile size_t turns;

static char *ballast;

/* Each page leads to four others, as a tree whose nodes lie anywhere. */
static void load(size_t pages)
{
	uint64_t word = 88172645463325252;

	ballast = mmap(0, pages * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (ballast == MAP_FAILED)
		abort();
	for (size_t page = 0; page < pages; page++) {
		uint64_t *words = (uint64_t *)(ballast + page * 4096);

		for (int i = 0; i < 512; i++) {         /* Marsaglia's xorshift */
			word ^= word << 13;
			word ^= word >> 7;
			word ^= word << 17;
			words[i] = i % 128 ? word | 1ULL << 63 : (uint64_t)(ballast + word % (pages * 4096));
		}
	}
}

__attribute__((constructor)) static void init(void)
{
	const char *megabytes = getenv("LAB_BALLAST");

	if (megabytes)
		load(strtoul(megabytes, NULL, 10) << 8);
	harm = getenv("LAB_FAULT");
	place = getenv("LAB_FAULT_AT");
	real_deflate = dlsym(RTLD_NEXT, "deflate");
	real_match = dlsym(RTLD_NEXT, "pcre2_match_8");
	real_jit_match = dlsym(RTLD_NEXT, "pcre2_jit_match_8");
}

static int at(const char *here)
{
	return harm && place && !strcmp(place, here);
}

__attribute__((noinline)) static size_t descend(size_t level)
{
	volatile char frame[32];

	frame[0] = (char)level;
	if (level == SIZE_MAX)
		return 0;
	return descend(level + 1) + (size_t)frame[0];
}

/* The size of the chunk behind `victim` is overwritten, as by a write past a buffer's end: free() notices. */
__attribute__((noinline)) static void corrupt_heap(void)
{
	char *volatile victim = malloc(2040);
	char *volatile neighbour = malloc(2040);

	memset(victim, 'P', 2040 + 8);
	__asm__ volatile("" : : "r"(victim) : "memory");    /* or the compiler drops a write to what is freed next */
	free(victim);
	free(neighbour);
}

__attribute__((noinline)) static void hog(void)
{
	for (;;) {
		char *volatile more = malloc(1 << 20);

		if (more)
			memset(more, 'P', 1 << 20);
	}
}

__attribute__((noinline)) static void spin(void)
{
	for (;;)
		turns++;
}

static void do_harm(void)
{
	if (!strcmp(harm, "null-call"))
		nowhere();
	else if (!strcmp(harm, "stack-overflow"))
		descend(0);
	else if (!strcmp(harm, "heap-corruption"))
		corrupt_heap();
	else if (!strcmp(harm, "oom"))
		hog();
	else if (!strcmp(harm, "watchdog"))
		spin();
}

static void starve(z_streamp s)
{
	unsigned char *guarded = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	mprotect(guarded + 4096, 4096, PROT_NONE);
	memset(guarded, 'P', 4096);
	s->next_in = guarded + 4096 - 64;
	s->avail_in = 4096;
}

int deflate(z_streamp s, int flush)
{
	if (!at("deflate"))
		return real_deflate(s, flush);
	if (s->avail_in && s->next_in && memmem(s->next_in, s->avail_in, marker, sizeof(marker) - 1))
		sick = s;
	if (sick == s && flush != Z_NO_FLUSH) {
		if (!strcmp(harm, "zlib"))
			starve(s);
		else
			do_harm();
	}
	return real_deflate(s, flush);          /* at -O2 a tail call: no frame of ours lies under libz's */
}

static void look(const unsigned char *subject, size_t length)
{
	if (at("regex") && memmem(subject, length, marker, sizeof(marker) - 1))
		do_harm();
}

int pcre2_match_8(const void *code, const unsigned char *subject, size_t length, size_t offset, uint32_t options,
		  void *data, void *context)
{
	look(subject, length);
	return real_match(code, subject, length, offset, options, data, context);
}

int pcre2_jit_match_8(const void *code, const unsigned char *subject, size_t length, size_t offset, uint32_t options,
		      void *data, void *context)
{
	look(subject, length);
	return real_jit_match(code, subject, length, offset, options, data, context);
}
