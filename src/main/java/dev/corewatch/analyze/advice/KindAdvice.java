package dev.corewatch.analyze.advice;

import java.util.stream.Stream;

/** What the kind of death asks for. */
final class KindAdvice {

    private KindAdvice() {}

    static Stream<String> of(Case crash) {
        return switch (crash.analysis().kind()) {
            case HEAP_CORRUPTION ->
                Stream.of(
                        "The allocator noticed damage that was done earlier: the stack names a victim, not the culprit."
                                + " Run one instance with haproxy -dMintegrity,tag,caller (2.6 and later) to die nearer to it.");
            case WATCHDOG ->
                Stream.of(
                        "A thread made no progress for seconds. Look in all threads' stacks for who holds the lock it waits"
                                + " for; else for slow Lua or regular expressions, CPU throttling of the container, swapping.");
            case PANIC ->
                Stream.of(
                        "HAProxy gave up by itself: its log has the reason and the state of all threads just before.");
            case ASSERTION ->
                Stream.of(
                        "A BUG_ON: HAProxy found its own state impossible. Its stderr has the condition"
                                + " (FATAL: bug condition ...): give it to analyze by --log. It is always a bug worth reporting.");
            case STACK_OVERFLOW ->
                Stream.of("The stack ran out: look for the functions that repeat. musl gives threads 128 kB only:"
                        + " build with LDFLAGS=-Wl,-z,stack-size=1048576 there.");
            case NULL_CALL -> Stream.of("A null function pointer was called: frame 1 is who called it.");
            case OUT_OF_MEMORY ->
                Stream.of(
                        "The kernel killed it for want of memory; no core is written for that. Compare the container's limit"
                                + " with maxconn x (2 x tune.bufsize + TLS + 260 kB per zlib stream); lower maxconn or maxzlibmem, or raise it.");
            case MEMORY, UNKNOWN -> Stream.empty();
        };
    }
}
