package dev.corewatch.doctor;

import dev.corewatch.doctor.check.ApportInContainer;
import dev.corewatch.doctor.check.Chroot;
import dev.corewatch.doctor.check.CoreDirectory;
import dev.corewatch.doctor.check.CoreLimit;
import dev.corewatch.doctor.check.CorePatternSetting;
import dev.corewatch.doctor.check.CorePipeLimit;
import dev.corewatch.doctor.check.CoreSortVma;
import dev.corewatch.doctor.check.CoreUsesPid;
import dev.corewatch.doctor.check.CoredumpFilter;
import dev.corewatch.doctor.check.DiskSpace;
import dev.corewatch.doctor.check.DumpableAfterUserChange;
import dev.corewatch.doctor.check.FileSizeLimit;
import dev.corewatch.doctor.check.KilledWhileDumping;
import dev.corewatch.doctor.check.NodeCheck;
import dev.corewatch.doctor.check.PatternOwner;
import dev.corewatch.doctor.check.PipeHandler;
import dev.corewatch.doctor.check.PrivilegedExecutable;
import dev.corewatch.doctor.check.ProcessCheck;
import dev.corewatch.doctor.check.ReadOnlyMount;
import dev.corewatch.doctor.check.RelativePattern;
import dev.corewatch.doctor.check.SandboxedKernel;
import dev.corewatch.doctor.check.SocketServer;
import dev.corewatch.doctor.check.SuidDumpable;
import dev.corewatch.doctor.check.SuidDumpableRelative;
import dev.corewatch.doctor.check.TmpfsMemory;
import dev.corewatch.doctor.check.UniqueNames;
import java.util.List;

/** All checks, what hinders most first. */
final class Checks {

    static final List<NodeCheck> OF_NODE = List.of(
            new SandboxedKernel(),
            new CorePatternSetting(),
            new PatternOwner(),
            new PipeHandler(),
            new SocketServer(),
            new CorePipeLimit(),
            new CoreSortVma(),
            new CoreUsesPid(),
            new SuidDumpable());

    static final List<ProcessCheck> OF_PROCESS = List.of(
            new DumpableAfterUserChange(),
            new PrivilegedExecutable(),
            new ApportInContainer(),
            new CoreLimit(),
            new FileSizeLimit(),
            new SuidDumpableRelative(),
            new RelativePattern(),
            new Chroot(),
            new CoreDirectory(),
            new ReadOnlyMount(),
            new DiskSpace(),
            new TmpfsMemory(),
            new UniqueNames(),
            new CoredumpFilter(),
            new KilledWhileDumping());

    private Checks() {}
}
