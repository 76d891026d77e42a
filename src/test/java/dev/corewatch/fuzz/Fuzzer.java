package dev.corewatch.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the cases of a target in a process of its own, whose heap is the sidecar's: {@code TARGET SEED FIRST CASES OUT}. Each case follows from
 * seed and number alone. Ends with 0, or with 1 after the first case that failed, or with 2 when one took longer than {@link #HANG}, which only
 * a hang does. What failed is printed with what repeats it, and its input lies in OUT.
 */
final class Fuzzer {

    static final Duration HANG = Duration.ofMinutes(2);

    private final FuzzTarget target;
    private final String again;
    private final Path out;
    private final AtomicLong begun = new AtomicLong(System.nanoTime());
    private volatile long number;

    private Fuzzer(FuzzTarget target, String again, Path out) {
        this.target = target;
        this.again = again;
        this.out = out;
    }

    public static void main(String[] words) throws Exception {
        long seed = Long.parseLong(words[1]);
        long first = Long.parseLong(words[2]);
        long cases = Long.parseLong(words[3]);
        var target = Class.forName(words[0])
                .asSubclass(FuzzTarget.class)
                .getDeclaredConstructor()
                .newInstance();
        var fuzzer = new Fuzzer(target, words[0] + " with seed " + seed, Path.of(words[4]));
        Thread.ofPlatform().daemon().start(fuzzer.watch(Thread.currentThread()));
        fuzzer.run(seed, first, cases);
    }

    private void run(long seed, long first, long cases) throws Exception {
        long start = System.nanoTime();
        for (long i = first; i < first + cases; i++) {
            number = i;
            begun.set(System.nanoTime());
            try {
                target.run(new Noise(seed * 1_000_003 + i));
            } catch (Exception | Error failure) {
                failure.printStackTrace(System.out);
                end(1, "failed");
            }
        }
        System.out.printf(
                "%s: %d cases in %.1f s%n",
                target.getClass().getSimpleName(), cases, (System.nanoTime() - start) / 1e9);
    }

    private Runnable watch(Thread worker) {
        return () -> {
            while (System.nanoTime() - begun.get() < HANG.toNanos()) {
                try {
                    worker.join(Duration.ofSeconds(1));
                } catch (InterruptedException e) {
                    return;
                }
            }
            System.out.println(
                    String.join("\n  ", Arrays.toString(worker.getStackTrace()).split(", ")));
            end(2, "took longer than " + HANG.toSeconds() + " s");
        };
    }

    /** Halts: a hanging case can't be asked to stop. */
    private void end(int code, String what) {
        var input = out.resolve(target.getClass().getSimpleName() + "-" + number);
        try {
            Files.write(Files.createDirectories(out).resolve(input.getFileName()), target.lastInput());
        } catch (Exception | Error e) {
            System.out.println("the input could not be written: " + e);
        }
        System.out.printf("case %d of %s %s; its input: %s%n", number, again, what, input);
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
