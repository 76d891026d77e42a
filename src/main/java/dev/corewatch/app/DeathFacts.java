package dev.corewatch.app;

import dev.corewatch.capture.elf.CoreHeaders;
import dev.corewatch.identity.Victim;
import dev.corewatch.system.CoreSpecifiers;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the kernel fills into a core_pattern, by specifier (core(5)), of a process that is held and dumpable. */
final class DeathFacts {

    private static final Pattern CORE_LIMIT = Pattern.compile("(?m)^Max core file size +(\\w+)");
    private static final String UNLIMITED = "18446744073709551615";
    private static final String DUMPABLE = "1";

    private DeathFacts() {}

    static Map<Character, String> of(ProcessTable processes, Victim victim, CoreHeaders core, Instant died)
            throws IOException {
        var facts = new HashMap<Character, String>();
        int pid = victim.hostPid();
        facts.put('P', String.valueOf(pid));
        facts.put('p', String.valueOf(victim.pid()));
        var thread =
                core.notes().threads().stream().findFirst().map(t -> t.id()).orElse(victim.pid());
        facts.put('i', String.valueOf(thread));
        facts.put('I', String.valueOf(processes.thread(pid, thread).orElse(pid)));
        facts.put('u', Integer.toUnsignedString(victim.uid()));
        facts.put('g', Integer.toUnsignedString(core.process().gid()));
        facts.put('d', DUMPABLE);
        facts.put(
                's',
                Optional.ofNullable(core.notes().signal())
                        .map(signal -> String.valueOf(signal.number()))
                        .orElse("0"));
        facts.put('t', String.valueOf(died.getEpochSecond()));
        facts.put('h', CoreSpecifiers.name(Host.name()));
        facts.put('e', CoreSpecifiers.name(victim.command()));
        facts.put('f', CoreSpecifiers.name(victim.program()));
        facts.put(
                'E',
                CoreSpecifiers.name(Optional.ofNullable(victim.executable()).orElse("")));
        facts.put('c', coreLimit(processes.directory(pid)));
        return facts;
    }

    private static String coreLimit(Path process) throws IOException {
        var limit = CORE_LIMIT.matcher(Files.readString(process.resolve("limits")));
        var soft = limit.find() ? limit.group(1) : "0";
        return soft.equals("unlimited") ? UNLIMITED : soft;
    }
}
