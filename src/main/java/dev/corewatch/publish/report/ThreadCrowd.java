package dev.corewatch.publish.report;

import dev.corewatch.crash.Frame;
import dev.corewatch.crash.ThreadStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Threads that stand at the same place, as their names from the inside out tell; the largest crowd first. */
record ThreadCrowd(List<String> names, List<ThreadStack> threads) {

    private static final int NAMES = 4;

    static List<ThreadCrowd> of(List<ThreadStack> threads) {
        var crowds = new LinkedHashMap<List<String>, List<ThreadStack>>();
        threads.stream()
                .filter(thread -> !thread.crashed())
                .forEach(thread -> crowds.computeIfAbsent(names(thread.frames()), key -> new ArrayList<>())
                        .add(thread));
        return crowds.entrySet().stream()
                .map(entry -> new ThreadCrowd(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> b.threads().size() - a.threads().size())
                .toList();
    }

    int size() {
        return threads.size();
    }

    /** "epoll_wait <- _do_poll <- run_poll_loop <- ..."; where nothing is known, gdb's question marks. */
    String path() {
        var shown = String.join(" <- ", names.subList(0, Math.min(NAMES, names.size())));
        return names.isEmpty() ? "??" : names.size() > NAMES ? shown + " <- ..." : shown;
    }

    private static List<String> names(List<Frame> frames) {
        var names = new ArrayList<String>();
        frames.stream().map(ThreadCrowd::name).forEach(name -> {
            if (names.isEmpty() || !names.getLast().equals(name)) {
                names.add(name);
            }
        });
        return names;
    }

    private static String name(Frame frame) {
        if (frame.function() != null) {
            return CrashPath.everyday(frame.function());
        }
        return frame.module() == null ? "??" : ShortPath.library(frame.module());
    }
}
