package dev.corewatch.analyze.signature;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that have a meaning of their own in HAProxy's stacks, all of them plain ({@link FunctionName}). */
final class Vocabulary {

    static final String LIBC = "libc";

    private static final Set<String> ROOTS = Set.of(
            "run_tasks_from_lists",
            "run_tasks_from_list",
            "process_runnable_tasks",
            "run_poll_loop",
            "run_thread_poll_loop",
            "start_thread",
            "clone",
            "clone3",
            "start",
            "start_c",
            "start_main");

    /** {@code mem*}, {@code str*} and printing of the C library; {@code strm_}, {@code stream_} and {@code str2} are HAProxy's. */
    private static final Pattern C_FUNCTION = Pattern.compile(
            "(raw)?(mem|str|wcs|wmem|stp)n?(case)?"
                    + "(p?cpy|move|r?chr|chrnul|cmp|coll|len|mem|set|cat|dup|str|pbrk|c?spn|tok|tok_r|sep|lcpy|lcat|error|tol|toul|toll|toull)(_chk)?");

    private static final Pattern PRINTING = Pattern.compile(
            "(IO_)?v?(f|s|sn|as|d)?printf(_chk|_internal|_process)?|IO_.*|printf_(fp|buffer).*|fwrite|fputs|puts");

    private static final Pattern MACHINERY =
            Pattern.compile("raise|abort|gsignal|kill|tgkill|pthread_(kill|join|mutex|rwlock|cond).*|"
                    + "lll_lock_wait.*|libc_.*|malloc_printerr|fortify_fail.*|chk_fail|stack_chk_fail.*|assert_fail.*|restore(_rt)?|"
                    + "kernel_vsyscall|syscall|sched_yield|epoll_p?wait|nanosleep|"
                    + "(asan|ubsan|tsan|sanitizer|interceptor)_.*|"
                    + "malloc|calloc|realloc|reallocarray|free|cfree|posix_memalign|aligned_alloc|(nontrivial_)?free|"
                    + "int_(free|malloc|realloc|memalign).*|unlink_chunk.*|malloc_consolidate|tcache_.*|sysmalloc|"
                    + "ha_panic|wdt_handler|debug_handler|ha_crash_now|ha_stuck_warning|ha_thread_dump.*|ha_thread_relax|"
                    + "ha_backtrace_to_stderr|ha_dump_backtrace|complain");

    private static final Pattern POOL = Pattern.compile("pool_.*|trim_all_pools|p?malloc_trim");

    private static final Pattern HELPER =
            Pattern.compile("c?eb[a-z0-9]*_.*|mt_list_.*|list_.*|pl_.*|ist[a-z]*|chunk_.*|"
                    + "b_.*|c[io]_.*|c_(data|rew|adv|empty|full|realign.*|orig|head|tail|stop|room|size|wrap|next|prev)|putblk|getblk|"
                    + "objt?_.*|se_fl_.*|sc_ep_.*|sc_(conn|appctx)|tasklet_.*|wake_expired_tasks|"
                    + "task_(wakeup|queue|schedule|free|destroy|kill|unlink.*|delete|instant_wakeup|set_.*)|"
                    + "fd_(insert|delete|want_.*|stop_.*|cant_.*|may_.*|update_.*|takeover|set_.*)|"
                    + "thread_.*lock.*|thread_isolate.*|ha_(rwlock|spin).*");

    private static final Pattern DESTRUCTOR = Pattern.compile("(.*_)?free(_.*)?");

    private Vocabulary() {}

    static @Nullable Role of(String name) {
        if (ROOTS.contains(name) || name.startsWith("libc_start")) {
            return Role.ROOT;
        }
        if (isMachinery(name)) {
            return Role.MACHINERY;
        }
        if (POOL.matcher(name).matches()) {
            return Role.POOL;
        }
        return HELPER.matcher(name).matches() ? Role.HELPER : null;
    }

    private static boolean isMachinery(String name) {
        return isCFunction(name)
                || PRINTING.matcher(name).matches()
                || MACHINERY.matcher(name).matches();
    }

    /** Whether it copies, compares or measures memory for somebody else. */
    static boolean isCFunction(String name) {
        return C_FUNCTION.matcher(name).matches();
    }

    /** Whether it tears something down: in a chain of these the outermost says what was torn down. */
    static boolean isDestructor(String name) {
        return DESTRUCTOR.matcher(name).matches();
    }
}
