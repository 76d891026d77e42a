"""What is known of a crash beforehand and afterwards, as the JSON object that tests read."""
from corelab.scenarios import expected


def before(crash):
    pids = crash.place.pids()
    return {
        "scenario": crash.scenario.name, "mode": crash.order.mode, "variant": crash.build.variant,
        "version": crash.version.line, "exe": crash.exe_outside(), "debugDir": crash.build.debugDir,
        "sysroot": crash.place.sysroot, "config": str(crash.config), "log": str(crash.log),
        "coresDir": str(crash.cores), "out": str(crash.out), "statsSocket": str(crash.haproxy.socket),
        "url": f"http://127.0.0.1:{crash.port}", "workerPid": crash.haproxy.worker,
        "masterPid": None if pids else crash.haproxy.master, "pids": pids,
        "expected": expected(crash.scenario, crash.version.numbers, crash.version.zlib, bool(crash.build.debugDir)),
        "request": request(crash),
    }


def after(crash, status):
    code, signal = status
    return {**before(crash), "core": crash.core and str(crash.core),
            "coreBytes": crash.core_bytes, "coreComplete": crash.core_complete,
            "kernelLog": str(crash.kernel_log), "exitStatus": {"code": code, "signal": signal},
            "started": crash.began, "ended": crash.ended}


def request(crash):
    """The request HAProxy dies of; a death by command or signal has none."""
    if not crash.scenario.harm:
        return None
    return {"method": crash.poison.method, "uri": crash.poison.uri(), "secrets": crash.poison.secrets()}
