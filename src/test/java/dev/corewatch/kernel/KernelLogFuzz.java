package dev.corewatch.kernel;

import dev.corewatch.fuzz.TextNoise;
import dev.corewatch.fuzz.TextTarget;

/** Lines of the kernel's log, however they were carried. */
public final class KernelLogFuzz extends TextTarget {

    public KernelLogFuzz() {
        super(TextNoise.lines("""
                haproxy[610]: segfault at 7f4d8c0008e0 ip 00007fcadde9ab75 sp 00007ffd4b1d1e48 error 4 in libc.so.6[16db75,7fcadde44000+156000] likely on CPU 1
                [ 4023.529363] haproxy[610]: segfault at 1 ip 000055d0c0ffee00 sp 00007ffd4b1d1e48 error 6 in haproxy[55d0c0f00000+2f0000]
                6,779,4023529363,-;traps: haproxy[610] trap invalid opcode ip:55d0c0ffee00 sp:7ffd4b1d1e48 error:0 in haproxy[fc0ab,55d0c0f00000+2f0000]
                Nov 23 15:12:44 host kernel: [ 4023.529363] traps: haproxy[610] general protection fault ip:7f sp:7f error:0 in libz.so.1[7f+1f000]
                kern  :info  : [Mon Nov 23 15:12:44 2026] haproxy[9]: unhandled exception: DABT (lower EL), ESR 0x92000006, level 2 translation fault in libc.so.6[9bd8c,ffff9bd80000+18f000]
                haproxy[9]: unhandled level 2 translation fault (11) at 0x0, esr 0x92000006, in libc.so[ffff9bd80000+8f000]
                <6>oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=/docker/a,task_memcg=/docker/a,task=haproxy,pid=7934,uid=0
                Memory cgroup out of memory: Killed process 7934 (haproxy) total-vm:1234kB, anon-rss:99kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:8kB oom_score_adj:0
                Out of memory (oom_kill_allocating_task): Kill process 12 (a)b) score 1 or sacrifice child
                show_signal_msg: 190 callbacks suppressed
                Code: 48 8b 07 c3 <0f> 0b
                """));
    }

    @Override
    protected void read(String text) {
        var log = new KernelLog();
        text.lines().forEach(log::read);
        require(log.testimonies().heard().size() <= KernelLog.KEPT, "number of deaths");
    }
}
